/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sipconnector.test.SipCapture;

/**
 * Reads what nodes have written of who has taken what, and what the server has accepted: no epoch has two owners, and nothing of an older
 * epoch is accepted once the server has accepted something of a newer one.
 */
final class EpochChecker {

    private static final Pattern TAKEN = Pattern.compile("connector (\\S+) is taken in epoch (\\d+)");

    private final SharedConnectors shared;

    EpochChecker(SharedConnectors shared) {
        this.shared = shared;
    }

    /** What is wrong; empty when nothing is. */
    List<String> violations() throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<String, TreeMap<Integer, String>> owners = owners(wrong);
        Map<String, List<SipCapture.Accepted>> byUser = new HashMap<>();
        shared.accepted().stream().filter(each -> !shared.nodeAt(each.client()).equals("server"))
                .forEach(each -> byUser.computeIfAbsent(each.user(), user -> new ArrayList<>()).add(each));
        shared.users().forEach(user -> {
            List<SipCapture.Accepted> accepted = byUser.getOrDefault(user, List.of()).stream()
                    .sorted((one, other) -> one.time().compareTo(other.time())).toList();
            checkOrder(user, accepted, owners.getOrDefault(user, new TreeMap<>()), wrong);
            checkNumbers(user, accepted, wrong);
        });
        return wrong;
    }

    private Map<String, TreeMap<Integer, String>> owners(List<String> wrong) throws IOException {
        Map<String, TreeMap<Integer, String>> owners = new HashMap<>();
        for (SharedConnectors.Node node : shared.nodes()) {
            for (String line : node.karaf().log(" is taken in epoch ")) {
                TAKEN.matcher(line).results().forEach(found -> {
                    String before = owners.computeIfAbsent(found.group(1), id -> new TreeMap<>()).put(Integer.parseInt(found.group(2)), node.name());
                    if (before != null) {
                        wrong.add("%s has two owners in epoch %s: %s and %s".formatted(found.group(1), found.group(2), before, node.name()));
                    }
                });
            }
        }
        return owners;
    }

    /** Nodes, in the order in which the server has accepted something of them, are owners in the order of their epochs. */
    private void checkOrder(String user, List<SipCapture.Accepted> accepted, TreeMap<Integer, String> owners, List<String> wrong) {
        List<String> inTurn = List.copyOf(owners.values());
        int at = 0;
        for (SipCapture.Accepted each : accepted) {
            String node = shared.nodeAt(each.client());
            while (at < inTurn.size() && !inTurn.get(at).equals(node)) {
                at++;
            }
            if (at == inTurn.size()) {
                wrong.add("%s: the server accepted %s %d of node %s after what others sent in newer epochs; owners were %s"
                        .formatted(user, each.method(), each.cseq(), node, owners));
                return;
            }
        }
    }

    /** What is accepted of one Call-ID counts up, whoever sent it. */
    private static void checkNumbers(String user, List<SipCapture.Accepted> accepted, List<String> wrong) {
        Map<String, SipCapture.Accepted> latest = new HashMap<>();
        for (SipCapture.Accepted each : accepted) {
            SipCapture.Accepted before = latest.put(each.callId(), each);
            if (before != null && before.cseq() >= each.cseq() && !before.client().equals(each.client())) {
                wrong.add("%s: %s %d of %s was accepted after %s %d of %s".formatted(user, each.method(), each.cseq(), each.client(),
                        before.method(), before.cseq(), before.client()));
            }
        }
    }
}
