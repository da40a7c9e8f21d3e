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
 * @param obstacles what the bundles at work lack for the release; calls can only be kept when there is none
 * @param from      versions installed now, by symbolic name
 * @param turn      when the kernel is replaced, if it is
 * @param beside    those of the steps that an update of a single manager has installed already
 */
record ReleasePlan(Set<String> features, List<ReleaseBundle> steps, List<ReleaseBundle> rest, List<String> obstacles,
        Map<String, Version> from, KernelTurn turn, Set<ReleaseBundle> beside) {

    /** From here on up Karaf may exchange them: nothing that a call needs. */
    private static final int OPERATORS = 80;
    /** What all others are wired to. */
    private static final String API = "api";
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

    static ReleasePlan of(Set<String> features, List<ReleaseBundle> release, BundlesAtWork atWork) {
        List<ReleaseBundle> changed = release.stream()
                .filter(bundle -> !bundle.version().equals(atWork.versions().get(bundle.symbolicName())))
                .sorted(Comparator.comparingInt(ReleaseBundle::startLevel).thenComparing(ReleasePlan::standbyFirst)).toList();
        List<ReleaseBundle> steps = changed.stream().filter(bundle -> bundle.ours() && atWork.has(bundle)
                && bundle.startLevel() >= KERNEL && bundle.startLevel() < OPERATORS).toList();
        List<ReleaseBundle> rest = new ArrayList<>(changed);
        rest.removeAll(steps);
        Map<String, Version> after = steps.stream().filter(ReleasePlan::isKernel).findFirst()
                .map(kernel -> atWork.exportedWith(kernel.exports())).orElse(atWork.exported());
        Map<String, List<String>> leftBehind = atWork.unmetWith(after);
        boolean kernelLast = !leftBehind.isEmpty();
        Set<String> obstacles = new TreeSet<>();
        changed.forEach(bundle -> bundle.imports().unmet(kernelLast ? atWork.exported() : after, "at work is")
                .forEach(unmet -> obstacles.add(bundle.name() + " " + bundle.version() + " needs " + unmet)));
        steps.forEach(bundle -> leftBehind.remove(bundle.symbolicName()));
        leftBehind.forEach((name, unmet) -> obstacles.add(name + " " + atWork.versions().get(name) + " stays and needs " + unmet.get(0)));
        boolean needed = changed.stream().anyMatch(bundle -> !bundle.imports().fit(atWork.exported()));
        KernelTurn turn = kernelLast ? KernelTurn.LAST : needed ? KernelTurn.FIRST : KernelTurn.ANY;
        return new ReleasePlan(features, kernelLast ? kernelLast(steps) : steps, rest, List.copyOf(obstacles), atWork.versions(), turn,
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

    /** A line for each thing that is touched and what that does to calls. */
    List<String> preview() {
        List<String> lines = new ArrayList<>();
        obstacles.forEach(obstacle -> lines.add("calls END, registrations are made again: " + obstacle));
        lines.addAll(grouped(steps, this::effectOfStep));
        lines.addAll(grouped(rest, this::effectAtTheEnd));
        return lines;
    }

    /** What became of calls when the release is at work. */
    String result() {
        return rest.stream().anyMatch(bundle -> isSimulator(bundle) && isInstalled(bundle))
                ? "calls go on, those in the simulator's rooms have ended"
                : "calls go on";
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
        if (bundle.name().equals(API)) {
            return "exchanged at the end, and calls go on with the former: it is used after a refresh of api or a restart of Karaf, which"
                    + " ends calls (sip:drain before)";
        }
        return isSimulator(bundle)
                ? "exchanged at the end: its rooms close, and calls in them END"
                : "exchanged at the end; what is wired to the former stays so until the next restart or refresh";
    }

    private boolean isInstalled(ReleaseBundle bundle) {
        return from.containsKey(bundle.symbolicName());
    }

    private static boolean isSimulator(ReleaseBundle bundle) {
        return bundle.name().equals("conference-simulator");
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
