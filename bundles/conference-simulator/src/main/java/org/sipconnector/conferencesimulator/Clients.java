/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sipconnector.api.sip.UserAgentId;

/** Which user is registered over which connections: any number, the latest is called. On the simulator's executor only. */
final class Clients {

    private final String domain;
    private final Map<String, List<UserAgentId>> registered = new TreeMap<>();

    Clients(String domain) {
        this.domain = domain;
    }

    void add(String user, UserAgentId client) {
        remove(user, client);
        registered.computeIfAbsent(user, name -> new ArrayList<>()).add(client);
    }

    void remove(String user, UserAgentId client) {
        registered.computeIfPresent(user, (name, clients) -> {
            clients.remove(client);
            return clients.isEmpty() ? null : clients;
        });
    }

    void remove(UserAgentId client) {
        users().forEach(user -> remove(user, client));
    }

    /** The connection it registered over last, of those that are left. */
    Optional<UserAgentId> of(String user) {
        return Optional.ofNullable(registered.get(user)).map(clients -> clients.get(clients.size() - 1));
    }

    boolean registered(String user, UserAgentId client) {
        return registered.getOrDefault(user, List.of()).contains(client);
    }

    String address(String user) {
        return "sip:" + user + "@" + domain;
    }

    List<String> users() {
        return List.copyOf(registered.keySet());
    }
}
