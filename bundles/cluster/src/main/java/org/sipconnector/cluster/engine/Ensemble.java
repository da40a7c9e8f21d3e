/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The engine's servers, which decide by their majority.
 *
 * @param voters how many there are
 * @param known  where some of them answer, one address for each
 */
public record Ensemble(int voters, Set<InetSocketAddress> known) {

    /** One address, and a vote like any other's. */
    private static final Pattern VOTER = Pattern.compile("(?m)^server\\.\\d+=\\[?([^\\s\\[\\]|]+?)\\]?:\\d+:\\d+:participant(?:;[^|\\s]*)?\\s*$");
    private static final Pattern SERVER = Pattern.compile("(?m)^server\\.");

    public Ensemble {
        known = Set.copyOf(known);
    }

    /**
     * As the engine itself describes it; empty where some servers only listen, count for more than others, or have several addresses.
     *
     * @param description empty for a server that stands alone
     * @param named       where servers are said to be; who is not one of those described is left out
     * @param atWork      whether a server answers there now
     */
    static Optional<Ensemble> of(String description, List<InetSocketAddress> named, Predicate<InetSocketAddress> atWork) {
        if (description.isBlank()) {
            Set<InetSocketAddress> alone = new HashSet<>();
            named.forEach(each -> addresses(each.getHostString()).map(address -> new InetSocketAddress(address, each.getPort())).filter(atWork)
                    .findFirst().ifPresent(alone::add));
            return named.size() == 1 ? Optional.of(new Ensemble(1, alone)) : Optional.empty();
        }
        List<String> hosts = VOTER.matcher(description).results().map(found -> found.group(1)).toList();
        if (hosts.isEmpty() || SERVER.matcher(description).results().map(MatchResult::group).count() != hosts.size()
                || description.contains("weight.")) {
            return Optional.empty();
        }
        return Optional.of(new Ensemble(hosts.size(), known(hosts, named, atWork)));
    }

    /** Several servers of one machine cannot be told apart, and none of them is known then. */
    private static Set<InetSocketAddress> known(List<String> hosts, List<InetSocketAddress> named, Predicate<InetSocketAddress> atWork) {
        Map<InetAddress, Integer> machines = new HashMap<>();
        for (int number = 0; number < hosts.size(); number++) {
            for (InetAddress address : addresses(hosts.get(number)).toList()) {
                Integer other = machines.put(address, number);
                if (other != null && other != number) {
                    return Set.of();
                }
            }
        }
        Map<Integer, InetSocketAddress> known = new HashMap<>();
        for (InetSocketAddress each : named) {
            addresses(each.getHostString()).filter(machines::containsKey).map(address -> new InetSocketAddress(address, each.getPort()))
                    .filter(atWork).findFirst().ifPresent(answering -> known.put(machines.get(answering.getAddress()), answering));
        }
        return Set.copyOf(known.values());
    }

    private static Stream<InetAddress> addresses(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return Stream.empty();
        }
    }
}
