package io.headroom.core.port;

import java.util.List;

class InMemoryPagerTest extends PagerContract {

  private final InMemoryPager pager = new InMemoryPager();

  @Override
  protected Pager pager() {
    return pager;
  }

  @Override
  protected List<String> effects() {
    return pager.effects();
  }
}
