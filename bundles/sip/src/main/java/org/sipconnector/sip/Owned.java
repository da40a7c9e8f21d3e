package org.sipconnector.sip;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.agent.Outlet;

/** What belongs to one connector. */
record Owned(Outlet outlet, Set<UserAgentId> accounts, Set<String> servers) {

    Owned() {
        this(new Outlet(), ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
    }
}
