/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sipconnector.api.sip.UserAgentId;

class ClientsTest {

    private static final UserAgentId DESK = new UserAgentId("executor");
    private static final UserAgentId POCKET = new UserAgentId("pocket");

    private final Clients clients = new Clients("sip.test");

    @Test
    void anAccountUsedTwiceStaysRegisteredUntilBothAreGone() {
        clients.add("alice", DESK);
        clients.add("alice", POCKET);
        assertThat(clients.of("alice")).contains(POCKET);
        assertThat(clients.registered("alice", DESK)).isTrue();

        clients.remove("alice", POCKET);
        assertThat(clients.of("alice")).contains(DESK);
        clients.remove("alice", DESK);
        assertThat(clients.of("alice")).isEmpty();
        assertThat(clients.users()).isEmpty();
    }

    @Test
    void theConnectionThatRefreshedLastIsCalled() {
        clients.add("alice", DESK);
        clients.add("alice", POCKET);
        clients.add("alice", DESK);
        assertThat(clients.of("alice")).contains(DESK);
        clients.remove(DESK);
        assertThat(clients.users()).containsExactly("alice");
    }
}
