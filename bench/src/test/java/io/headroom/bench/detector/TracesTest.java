package io.headroom.bench.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TracesTest {

  private static final double MIB = 1024 * 1024;

  @TempDir Path folder;

  @BeforeEach
  void limits() throws IOException {
    write("shop_limits.csv", "day,pod,samples,limit_MiB", "monday,cart,3,128", "monday,ads,3,256");
  }

  @Test
  void aColumnIsASeriesWithGapsWhereNothingStands() throws IOException {
    write("shop_monday.csv", "t_sec,cart,ads,unlimited", "0,,10,1", "60,33.5,,1", "180,34,12,1");

    List<Series> series = read("shop_monday.csv");

    assertThat(series).extracting(Series::name).containsExactly("cart", "ads");
    Series cart = series.getFirst();
    assertThat(cart.limit()).isEqualTo(128 * MIB);
    assertThat(cart.minutes()).isEqualTo(3);
    assertThat(cart.at(0)).isEqualTo(33.5 * MIB);
    assertThat(cart.at(1)).isNaN();
    assertThat(cart.at(2)).isEqualTo(34 * MIB);
  }

  @Test
  void whereTimeJumpsANewSeriesBegins() throws IOException {
    write("shop_monday.csv", "t_sec,cart", "0,1", "60,2", "200000000,3");

    assertThat(read("shop_monday.csv")).extracting(Series::minutes).containsExactly(2, 1);
  }

  @Test
  void runsTellTheirOwnLimit() throws IOException {
    write(
        "hosts.csv",
        "run,timestamp,usedMemory_bytes,totalMemory_bytes",
        "a,2024-01-13 23:48:12,10,100",
        "a,2024-01-13 23:49:12,11,100",
        "b,2024-01-14 23:48:12,20,200");

    List<Series> series = read("hosts.csv");

    assertThat(series).extracting(Series::name).containsExactly("a", "b");
    assertThat(series).extracting(Series::limit).containsExactly(100.0, 200.0);
    assertThat(series.getFirst().at(1)).isEqualTo(11);
  }

  private List<Series> read(String file) throws IOException {
    return new Traces().read(folder).getOrDefault(file, List.of());
  }

  private void write(String file, String... lines) throws IOException {
    Files.write(folder.resolve(file), List.of(lines));
  }
}
