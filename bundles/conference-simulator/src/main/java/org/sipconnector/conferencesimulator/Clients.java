package org.sipconnector.conferencesimulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sipconnector.api.sip.UserAgentId;

/** Which user is registered over which connection. Desk only. */
final class Clients {

    private final String domain;
    private final Map<String, UserAgentId> registered = new TreeMap<>();

    Clients(String domain) {
        this.domain = domain;
    }

    void add(String user, UserAgentId client) {
        registered.put(user, client);
    }

    void remove(String user, UserAgentId client) {
        registered.remove(user, client);
    }

    void remove(UserAgentId client) {
        registered.values().removeIf(client::equals);
    }

    Optional<UserAgentId> of(String user) {
        return Optional.ofNullable(registered.get(user));
    }

    boolean registered(String user, UserAgentId client) {
        return client.equals(registered.get(user));
    }

    String address(String user) {
        return "sip:" + user + "@" + domain;
    }

    List<String> users() {
        return List.copyOf(registered.keySet());
    }
}
