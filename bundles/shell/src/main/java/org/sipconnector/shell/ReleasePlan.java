/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.framework.Version;

/**
 * What an upgrade to a release, or back to one, does, step by step.
 *
 * @param features  what Karaf is asked for at the end, {@code NAME/VERSION}
 * @param steps     bundles that are replaced while calls are up, in this order
 * @param rest      bundles that Karaf exchanges at the end, which restarts nothing that calls need
 * @param gaps      what the bundles at work lack for the release
 * @param from      versions installed now, by symbolic name
 * @param turn      when the kernel is replaced, if it is
 * @param beside    those of the steps that an update of a single manager has installed already
 */
record ReleasePlan(Set<String> features, List<ReleaseBundle> steps, List<ReleaseBundle> rest, Gaps gaps,
        Map<String, Version> from, KernelTurn turn, Set<ReleaseBundle> beside) {

    /** From here on up Karaf may exchange them: nothing that a call needs. */
    private static final int OPERATORS = 80;
    /** Below, there is what others import and what is therefore exchanged without a refresh. */
    private static final int KERNEL = 50;

    /** When a kernel that exports other packages takes the place of the one at work. */
    enum KernelTurn {
        ANY("messages wait for about half a second, calls go on"), //
        FIRST("first, since what follows needs it; messages wait for about half a second, calls go on"), //
        LAST("last, since what is at work needs the present one; messages wait for about half a second, calls go on");

        private final String effect;

        KernelTurn(String effect) {
            this.effect = effect;
        }
    }

    /**
     * What a release needs that is not at work.
     *
     * @param brought  what it brings itself, as another API or SPI: its bundles can only be exchanged together
     * @param obstacles what it lacks even then, or takes from what stays
     */
    record Gaps(List<String> brought, List<String> obstacles) {

        static final Gaps NONE = new Gaps(List.of(), List.of());

        /** @param lacking what the release needs when its bundles are replaced one by one, and what stays then */
        private static Gaps of(Set<String> lacking, List<ReleaseBundle> changed, BundlesAtWork atWork) {
            if (lacking.isEmpty()) {
                return NONE;
            }
            Map<String, Version> offered = atWork.exportedWith(changed);
            Set<String> obstacles = unmet(changed, offered, "there would be");
            Map<String, List<String>> staying = atWork.unmetWith(offered);
            changed.forEach(bundle -> staying.remove(bundle.symbolicName()));
            obstacles.addAll(staying(staying, atWork));
            return new Gaps(lacking.stream().filter(gap -> !obstacles.contains(gap)).toList(), List.copyOf(obstacles));
        }

        private static Set<String> unmet(List<ReleaseBundle> changed, Map<String, Version> exported, String there) {
            Set<String> unmet = new TreeSet<>();
            changed.forEach(bundle -> bundle.imports().unmet(exported, there)
                    .forEach(need -> unmet.add(bundle.name() + " " + bundle.version() + " needs " + need)));
            return unmet;
        }

        private static List<String> staying(Map<String, List<String>> unmet, BundlesAtWork atWork) {
            return unmet.entrySet().stream()
                    .map(each -> each.getKey() + " " + atWork.versions().get(each.getKey()) + " stays and needs " + each.getValue().get(0)).toList();
        }
    }

    static ReleasePlan of(Set<String> features, List<ReleaseBundle> release, BundlesAtWork atWork) {
        List<ReleaseBundle> changed = release.stream()
                .filter(bundle -> !bundle.version().equals(atWork.versions().get(bundle.symbolicName())))
                .sorted(Comparator.comparingInt(ReleaseBundle::startLevel).thenComparing(ReleasePlan::standbyFirst)).toList();
        List<ReleaseBundle> steps = changed.stream().filter(bundle -> bundle.ours() && atWork.has(bundle)
                && bundle.startLevel() >= KERNEL && bundle.startLevel() < OPERATORS).toList();
        List<ReleaseBundle> rest = new ArrayList<>(changed);
        rest.removeAll(steps);
        Map<String, Version> after = atWork.exportedWith(steps.stream().filter(ReleasePlan::isKernel).toList());
        Map<String, List<String>> leftBehind = atWork.unmetWith(after);
        boolean kernelLast = !leftBehind.isEmpty();
        Set<String> lacking = Gaps.unmet(changed, kernelLast ? atWork.exported() : after, "at work is");
        steps.forEach(bundle -> leftBehind.remove(bundle.symbolicName()));
        lacking.addAll(Gaps.staying(leftBehind, atWork));
        Gaps gaps = Gaps.of(lacking, changed, atWork);
        boolean needed = changed.stream().anyMatch(bundle -> !bundle.imports().fit(atWork.exported()));
        KernelTurn turn = kernelLast ? KernelTurn.LAST : needed ? KernelTurn.FIRST : KernelTurn.ANY;
        return new ReleasePlan(features, kernelLast ? kernelLast(steps) : steps, rest, gaps, atWork.versions(), turn,
                steps.stream().filter(atWork::hasBeside).collect(Collectors.toSet()));
    }

    /** The kernel, when it is replaced, leaves connectors to a standby that is not replaced under it. */
    private static boolean standbyFirst(ReleaseBundle bundle) {
        return !bundle.name().equals("standby");
    }

    private static boolean isKernel(ReleaseBundle bundle) {
        return bundle.name().equals("kernel");
    }

    private static List<ReleaseBundle> kernelLast(List<ReleaseBundle> steps) {
        return steps.stream().sorted(Comparator.comparing(ReleasePlan::isKernel)).toList();
    }

    boolean isEmpty() {
        return steps.isEmpty() && rest.isEmpty();
    }

    /** Calls cannot be kept when there is one. */
    List<String> obstacles() {
        return gaps.obstacles();
    }

    /** The same, with something more that keeps calls from going on. */
    ReleasePlan hinderedBy(String obstacle) {
        List<String> all = new ArrayList<>(gaps.obstacles());
        all.add(obstacle);
        return new ReleasePlan(features, steps, rest, new Gaps(gaps.brought(), all), from, turn, beside);
    }

    /** Whether bundles cannot be replaced one by one: connectors are kept in the state store while Karaf exchanges all. */
    boolean together() {
        return !gaps.brought().isEmpty() || !gaps.obstacles().isEmpty();
    }

    /** A line for each thing that is touched and what that does to calls. */
    List<String> preview() {
        List<String> lines = new ArrayList<>();
        gaps.obstacles().forEach(obstacle -> lines.add("calls END, registrations are made again: " + obstacle));
        if (together()) {
            lines.addAll(grouped(ordered(), bundle -> "exchanged with all others at once"
                    + (isSimulator(bundle) ? ": its rooms close, and calls in them END" : "")));
            if (gaps.obstacles().isEmpty()) {
                lines.add("calls go on: connectors are kept in the state store meanwhile, messages wait and sound and picture pause for some"
                        + " seconds; what clients wait for fails; nothing is rehearsed; since " + String.join(" and ", gaps.brought()));
            }
            return lines;
        }
        lines.addAll(grouped(steps, this::effectOfStep));
        lines.addAll(grouped(rest, this::effectAtTheEnd));
        return lines;
    }

    /** What became of calls when the release is at work. */
    String result() {
        if (!gaps.obstacles().isEmpty()) {
            return "connectors are made again";
        }
        return rest.stream().anyMatch(bundle -> isSimulator(bundle) && isInstalled(bundle))
                ? "calls go on, those in the simulator's rooms have ended"
                : "calls go on";
    }

    private List<ReleaseBundle> ordered() {
        List<ReleaseBundle> all = new ArrayList<>(steps);
        all.addAll(rest);
        return all;
    }

    private String effectOfStep(ReleaseBundle bundle) {
        if (beside.contains(bundle)) {
            return "installed beside by sip:update already, goes into its place; messages wait meanwhile, calls go on";
        }
        return isKernel(bundle) ? turn.effect : effect(bundle.name());
    }

    private String effectAtTheEnd(ReleaseBundle bundle) {
        if (!isInstalled(bundle)) {
            return "comes new";
        }
        if (BundlesAtWork.CONTRACTS.contains(bundle.symbolicName())) {
            return "exchanged at the end, and calls go on with the former: it is used after bundle:refresh of "
                    + BundlesAtWork.toRefresh(bundle.name(), rest.stream().filter(this::isInstalled).map(ReleaseBundle::name))
                    + ", in which calls go on, too, sound and picture pause for some seconds and what clients wait for fails";
        }
        return isSimulator(bundle)
                ? "exchanged at the end: its rooms close, and calls in them END"
                : "exchanged at the end; what is wired to the former stays so until the next restart or refresh";
    }

    private boolean isInstalled(ReleaseBundle bundle) {
        return from.containsKey(bundle.symbolicName());
    }

    private static boolean isSimulator(ReleaseBundle bundle) {
        return BundlesAtWork.SIMULATOR.contains(bundle.symbolicName());
    }

    private List<String> grouped(List<ReleaseBundle> bundles, Function<ReleaseBundle, String> effect) {
        Map<String, List<String>> changes = new LinkedHashMap<>();
        bundles.forEach(bundle -> changes.computeIfAbsent(effect.apply(bundle), same -> new ArrayList<>()).add(change(bundle)));
        return changes.entrySet().stream().map(group -> String.join(", ", group.getValue()) + ": " + group.getKey()).toList();
    }

    private String change(ReleaseBundle bundle) {
        Version former = from.get(bundle.symbolicName());
        return bundle.name() + " " + (former == null ? "" : former + " -> ") + bundle.version();
    }

    /** What becomes of calls when that bundle is replaced while they are up. */
    static String effect(String name) {
        return switch (name) {
            case "kernel" -> KernelTurn.ANY.effect;
            case "sip" -> "calls go on over new connections, registered anew; calls being set up fail";
            case "media" -> "calls go on, sound and picture stop for a second or two";
            case "standby", "http", "network-events" -> "calls go on";
            default -> "rehearsed first; messages wait for milliseconds, calls go on";
        };
    }
}
