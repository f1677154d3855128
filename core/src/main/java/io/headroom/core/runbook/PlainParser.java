package io.headroom.core.runbook;

import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;

/**
 * Passes the events of a YAML file on and reports anchors, aliases and tags: an alias can make a
 * small file a huge tree, and a tag can name a Java class.
 */
final class PlainParser implements Parser {

  private final Parser parser;
  private final Problems problems;

  PlainParser(Parser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public Event getEvent() {
    Event event = parser.getEvent();
    if (event instanceof AliasEvent) {
      problems.at(event.getStartMark(), "an alias (*name); write the value out");
    } else if (event instanceof NodeEvent node && node.getAnchor() != null) {
      problems.at(event.getStartMark(), "an anchor (&name); write the value out where needed");
    }
    if (isTagged(event)) {
      problems.at(event.getStartMark(), "a tag (!name); a runbook needs none");
    }
    return event;
  }

  private static boolean isTagged(Event event) {
    return (event instanceof ScalarEvent scalar && scalar.getTag() != null)
        || (event instanceof CollectionStartEvent start && start.getTag() != null);
  }
}
