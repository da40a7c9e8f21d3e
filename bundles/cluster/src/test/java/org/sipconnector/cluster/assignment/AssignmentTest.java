/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    private static final int ANY = 1_000_000;

    private static Set<String> connectors(int count) {
        return IntStream.range(0, count).mapToObj(number -> String.format("c%05d", number)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Assignment.Node> nodes(Set<String> configured, String... names) {
        return Arrays.stream(names).collect(Collectors.toMap(name -> name, name -> new Assignment.Node(configured, ANY, false)));
    }

    private static Map<String, Integer> loads(Map<String, String> assigned) {
        Map<String, Integer> loads = new TreeMap<>();
        assigned.values().forEach(node -> loads.merge(node, 1, Integer::sum));
        return loads;
    }

    private static long moves(Map<String, String> before, Map<String, String> after) {
        return after.entrySet().stream().filter(each -> before.containsKey(each.getKey()) && !before.get(each.getKey()).equals(each.getValue()))
                .count();
    }

    @Test
    void allNodesHaveAsMany() {
        assertThat(loads(new Assignment(nodes(connectors(10), "a", "b", "c"), Map.of()).after(Map.of())))
                .isEqualTo(Map.of("a", 4, "b", 3, "c", 3));
    }

    @Property(tries = 200)
    void onlyWhatANodeHadMovesWhenItDies(@ForAll @IntRange(max = 200) int count, @ForAll @IntRange(min = 2, max = 6) int size) {
        String[] all = IntStream.range(0, size).mapToObj(number -> "n" + number).toArray(String[]::new);
        Set<String> connectors = connectors(count);
        Map<String, String> before = new Assignment(nodes(connectors, all), Map.of()).after(Map.of());
        Map<String, String> after = new Assignment(nodes(connectors, Arrays.copyOf(all, size - 1)), Map.of()).after(before);

        assertThat(after.keySet()).isEqualTo(connectors);
        assertThat(moves(before, after)).isEqualTo(loads(before).getOrDefault("n" + (size - 1), 0).longValue());
    }

    @Property(tries = 200)
    void aNodeThatJoinsIsGivenItsShareAndNothingElseMoves(@ForAll @IntRange(max = 200) int count, @ForAll @IntRange(min = 1, max = 5) int size) {
        String[] all = IntStream.rangeClosed(0, size).mapToObj(number -> "n" + number).toArray(String[]::new);
        Set<String> connectors = connectors(count);
        Map<String, String> before = new Assignment(nodes(connectors, Arrays.copyOf(all, size)), Map.of()).after(Map.of());
        Assignment with = new Assignment(nodes(connectors, all), Map.of());
        Map<String, String> after = with.balancedAfter(before);

        assertThat(with.after(before)).as("before it is given its share").isEqualTo(before);
        assertThat(loads(after).values().stream().max(Integer::compare).orElse(0) - (count < all.length ? 0 : Collections.min(loads(after).values())))
                .isLessThanOrEqualTo(1);
        assertThat(moves(before, after)).isEqualTo(loads(after).getOrDefault("n" + size, 0).longValue());
    }

    @Test
    void tenThousandConnectorsAreBalancedInAMoment() {
        Set<String> connectors = connectors(10_000);
        Map<String, String> before = new Assignment(nodes(connectors, "a", "b", "c"), Map.of()).after(Map.of());

        assertThat(loads(new Assignment(nodes(connectors, "a", "b", "c", "d"), Map.of()).balancedAfter(before)))
                .isEqualTo(Map.of("a", 2_500, "b", 2_500, "c", 2_500, "d", 2_500));
    }

    @Test
    void aConnectorIsWhereItIsPinnedAsLongAsThatNodeIsThere() {
        Set<String> connectors = connectors(3);
        Map<String, String> pins = Map.of("c00000", "b", "c00001", "b", "c00002", "b");

        assertThat(new Assignment(nodes(connectors, "a", "b"), pins).balancedAfter(Map.of("c00000", "a"))).containsOnlyKeys(connectors)
                .containsValue("b")
                .doesNotContainValue("a");
        assertThat(new Assignment(nodes(connectors, "a"), pins).after(Map.of())).containsValue("a");
    }

    @Test
    void aNodeIsGivenWhatItIsConfiguredForAndNoMoreThanItTakes() {
        Map<String, Assignment.Node> nodes =
                Map.of("a", new Assignment.Node(connectors(3), 1, false), "b", new Assignment.Node(Set.of("c00002"), 5, false));

        assertThat(new Assignment(nodes, Map.of()).after(Map.of())).isEqualTo(Map.of("c00000", "a", "c00002", "b"));
    }

    @Test
    void aBusyNodeKeepsWhatItHasAndIsGivenMoreOnlyWhenThereIsNoOther() {
        Map<String, Assignment.Node> nodes =
                Map.of("a", new Assignment.Node(connectors(4), ANY, true), "b", new Assignment.Node(connectors(3), ANY, false));

        assertThat(new Assignment(nodes, Map.of()).after(Map.of("c00000", "a")))
                .isEqualTo(Map.of("c00000", "a", "c00001", "b", "c00002", "b", "c00003", "a"));
    }
}
