package io.headroom.infra.wiring;

import io.micronaut.context.DefaultBeanContext;
import io.micronaut.core.convert.MutableConversionService;
import io.micronaut.inject.BeanConfiguration;
import io.micronaut.inject.BeanDefinitionReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import org.jspecify.annotations.Nullable;

/**
 * Micronaut's context with the beans that Micronaut's compiler made of Headroom's factories, and
 * nothing else. There are no properties to read, so there is no environment; nothing is converted,
 * so the hundred converters are made when the first is asked for; and of all jars only those with
 * beans are looked through. In a cold start that saves the larger part of Micronaut's time.
 */
@SuppressWarnings("overrides") // Micronaut's own arrays instead of "..."
final class LeanBeanContext extends DefaultBeanContext {

  private static final String INDEX =
      "META-INF/micronaut/" + BeanDefinitionReference.class.getName() + "/";

  /** Micronaut's own beans are converters and the like. */
  private static final String OURS = "io.headroom.";

  private final ClassLoader loader;
  private @Nullable MutableConversionService conversions;

  /**
   * @param loader of the beans' classes
   */
  LeanBeanContext(ClassLoader loader) {
    super(loader);
    this.loader = loader;
  }

  @Override
  protected void registerConversionService() {
    // When first asked for.
  }

  @Override
  public synchronized MutableConversionService getConversionService() {
    MutableConversionService known = conversions;
    if (known == null) {
      known = MutableConversionService.create();
      conversions = known;
    }
    return known;
  }

  @Override
  public void publishEvent(Object event) {
    // Nobody listens.
  }

  @Override
  protected Iterable<BeanConfiguration> resolveBeanConfigurations() {
    return List.of();
  }

  @Override
  @SuppressWarnings("rawtypes") // as Micronaut declares it
  protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
    var references = new ArrayList<BeanDefinitionReference>();
    try {
      for (String name : names()) {
        references.add(
            Class.forName(name, true, loader)
                .asSubclass(BeanDefinitionReference.class)
                .getDeclaredConstructor()
                .newInstance());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the beans cannot be listed", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the build left a bean out; build again", e);
    }
    return references;
  }

  private List<String> names() throws IOException {
    var names = new ArrayList<String>();
    Enumeration<URL> places = loader.getResources(INDEX);
    while (places.hasMoreElements()) {
      URL place = places.nextElement();
      URLConnection connection = place.openConnection();
      if (connection instanceof JarURLConnection jar) {
        inJar(jar, names);
      } else {
        inFolder(Path.of(URI.create(place.toString())), names);
      }
    }
    if (names.isEmpty()) {
      throw new IllegalStateException("there are no beans in " + INDEX);
    }
    return names;
  }

  private static void inJar(JarURLConnection connection, List<String> names) throws IOException {
    Enumeration<JarEntry> entries = connection.getJarFile().entries();
    while (entries.hasMoreElements()) {
      String entry = entries.nextElement().getName();
      if (entry.startsWith(OURS, INDEX.length()) && entry.startsWith(INDEX)) {
        names.add(entry.substring(INDEX.length()));
      }
    }
  }

  private static void inFolder(Path folder, List<String> names) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, OURS + "*")) {
      for (Path file : files) {
        names.add(String.valueOf(file.getFileName()));
      }
    }
  }
}
