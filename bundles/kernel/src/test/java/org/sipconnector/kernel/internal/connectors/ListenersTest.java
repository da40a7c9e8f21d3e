/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;

class ListenersTest {

    private record Named(String name) implements Event {}

    private final List<Runnable> tasks = new ArrayList<>();
    private final Listeners listeners = new Listeners(tasks::add);
    private final List<String> heard = new ArrayList<>();

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
        }
    }

    private void tell(String connector, String event) {
        listeners.tell(ConnectorId.of(connector), new Named(event));
    }

    @Test
    void aListenerHearsItsConnectorAndItsFamilyInOrder() {
        listeners.add("key", (connector, event) -> heard.add(connector + " " + event.name()), "a", List.of("call:*"));
        tell("a", "call:accepted");
        tell("b", "call:accepted");
        tell("a", "connection:connected");
        tell("a", "call:ended");
        run();

        assertThat(heard).containsExactly("a call:accepted", "a call:ended");
    }

    @Test
    void aListenerThatThrowsHearsTheNextEventAndDisturbsNobody() {
        listeners.add("bad", (connector, event) -> {
            heard.add("bad");
            throw new IllegalStateException("no");
        }, null, List.of());
        listeners.add("good", (connector, event) -> heard.add("good"), null, List.of());
        tell("a", "x");
        tell("a", "y");
        run();

        assertThat(heard).containsOnly("bad", "good").hasSize(4);
    }

    @Test
    void aRemovedListenerHearsNothingMore() {
        listeners.add("key", (connector, event) -> heard.add(event.name()), null, List.of());
        listeners.remove("key");
        tell("a", "x");
        run();

        assertThat(heard).isEmpty();
    }

    @Test
    void namesAreAStringOrAnArray() {
        assertThat(Listeners.names("a")).containsExactly("a");
        assertThat(Listeners.names(new String[] {"a", "b"})).containsExactly("a", "b");
        assertThat(Listeners.names(null)).isEmpty();
    }
}
