/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.EventHandlers;

class HandlersTest {

    private sealed interface Family extends Event {}

    private record First() implements Family {}

    private record Second() implements Family {}

    private final Handlers handlers = new Handlers();
    private final List<String> heard = new ArrayList<>();

    private void tell(Event event) {
        handlers.of(event.getClass()).forEach(handler -> handler.accept(event));
    }

    @Test
    void aFamilyIsHeardWithItsMembersAndOthersAreNot() {
        handlers.add(Family.class, event -> heard.add("family"));
        handlers.add(First.class, event -> heard.add("first"));
        tell(new First());
        tell(new Second());

        assertThat(heard).containsExactly("family", "first", "family");
        assertThat(handlers.of(Event.class)).isEmpty();
    }

    @Test
    void handlersOfOneTypeAreCalledInTheirOrder() {
        handlers.add(First.class, event -> heard.add("a"));
        handlers.add(Second.class, event -> heard.add("other"));
        handlers.add(First.class, event -> heard.add("b"));
        tell(new First());

        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void theHandlersOfAClassAreCalledForTheInstanceThatHears() {
        EventHandlers<List<String>> table = EventHandlers.<List<String>>of().on(Family.class, (own, event) -> own.add("family"))
                .on(First.class, (own, event) -> own.add("first"));
        List<String> another = new ArrayList<>();
        handlers.add(First.class, event -> heard.add("before"));
        handlers.add(table, heard);
        handlers.add(First.class, event -> heard.add("of the type added before"));
        new Handlers().add(table, another);
        tell(new First());
        tell(new Second());

        assertThat(heard).containsExactly("before", "of the type added before", "family", "first", "family");
        assertThat(another).isEmpty();
        assertThat(handlers.of(Event.class)).isEmpty();
    }

    @Test
    void equalStatesOfAManagerAreOneArray() {
        SharedStates states = new SharedStates();
        byte[] first = {1, 2};

        assertThat(states.share("a", first)).isSameAs(first);
        assertThat(states.share("a", new byte[] {1, 2})).isSameAs(first);
        byte[] other = {1, 3};
        assertThat(states.share("a", other)).isSameAs(other);
        assertThat(states.share("b", other)).isSameAs(other);
    }
}
