/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.explanation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each manager is needed for, so that one whose code is not at work can be named with what that means. */
public final class NeededManagers {

    private static final Map<String, Need> NEEDS = new LinkedHashMap<>();

    private static final Set<String> FOR_CALLS = Set.of("ConnectionManager", "ConnectionQueueManager", "CallManager", "IncomingCallManager",
            "SipConnector", "SipConnectorFacade");

    static {
        need("ConnectionManager", "connection", "no connector can connect");
        need("ConnectionQueueManager", "connection-queue", "no connector can connect");
        need("AutoConnectorManager", "auto-connector", "connectors do not stay connected");
        need("CallManager", "call", "calls can be neither made nor received");
        need("IncomingCallManager", "incoming-call", "calls cannot be received");
        need("SipConnector", "connector", "calls cannot be made");
        need("SipConnectorFacade", "facade", "clients and commands cannot call");
        need("SessionManager", "session", "nobody sees how connectors are");
        need("ConferenceStateManager", "conference-state", "conferences cannot be followed");
        need("ServerApiManager", "server-api", "the conference server's commands are not understood");
        need("PresentationManager", "presentation", "nothing can be presented");
        need("CallHistoryManager", "call-history", "calls are not noted for sip:history");
        need("CallReconnectManager", "call-reconnect", "lost calls are not set up again");
        need("StatsManager", "stats", "the quality of calls is not known");
        need("StreamHealthManager", "stream-health", "broken video is not repaired");
        need("VideoSendingBalancerManager", "video-sending-balancer", "sent video is not kept in line with the server's wishes");
    }

    private NeededManagers() {}

    private record Need(String bundle, String without) {}

    private static void need(String manager, String bundle, String without) {
        NEEDS.put(manager, new Need(bundle, without));
    }

    /** Names after {@code org.sipconnector.} of the bundles that bring these managers. */
    public static List<String> bundles(Collection<String> managers) {
        return managers.stream().map(NEEDS::get).filter(Objects::nonNull).map(Need::bundle).toList();
    }

    /** Name after {@code org.sipconnector.} of the bundle that brings this manager, in any case of its letters. */
    public static Optional<String> bundleOf(String manager) {
        return NEEDS.entrySet().stream().filter(need -> need.getKey().equalsIgnoreCase(manager)).map(need -> need.getValue().bundle()).findFirst();
    }

    /** Whether a bundle's name after {@code org.sipconnector.} is that of a manager's code. */
    public static boolean isBundle(String name) {
        return NEEDS.values().stream().anyMatch(need -> need.bundle().equals(name));
    }

    /**
     * A line for each manager that is not at work.
     *
     * @param atWork simple names of those that are, null when only those that connectors wait for are known
     * @param parked simple names of those that connectors wait for
     */
    public static List<String> absent(@Nullable Collection<String> atWork, Collection<String> parked) {
        return Stream.concat(known(atWork, parked), parked.stream().filter(manager -> !NEEDS.containsKey(manager)))
                .map(manager -> text(manager, parked.contains(manager))).toList();
    }

    /** Of those that are not at work the ones without which no call can be made or received; each, where connectors wait for it. */
    public static List<String> absentForCalls(@Nullable Collection<String> atWork, Collection<String> parked) {
        return Stream.concat(known(atWork, parked).filter(FOR_CALLS::contains), parked.stream()).distinct().toList();
    }

    private static Stream<String> known(@Nullable Collection<String> atWork, Collection<String> parked) {
        return NEEDS.keySet().stream().filter(manager -> parked.contains(manager) || atWork != null && !atWork.contains(manager));
    }

    /** The bundles that those lines name, after {@code org.sipconnector.}. */
    public static List<String> bundlesOf(@Nullable Collection<String> atWork, Collection<String> parked) {
        return bundles(known(atWork, parked).toList());
    }

    /** That a manager's code is not at work, what cannot be done meanwhile, and what to do. */
    public static String text(String manager, boolean awaited) {
        Need need = NEEDS.get(manager);
        return manager + " is not at work, " + (need == null ? "what it does cannot be done" : need.without())
                + (awaited ? ", and connectors' messages wait" : "") + ": start the bundle "
                + (need == null ? "that brings it" : "org.sipconnector." + need.bundle()) + ", or see why it does not start";
    }
}
