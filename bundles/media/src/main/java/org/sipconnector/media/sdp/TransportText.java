/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the author of a description is reached: ICE credentials (RFC 8839) and DTLS identity (RFC 8842).
 *
 * @param fragment    ICE user fragment
 * @param password    ICE password
 * @param options     ICE options, absent when none were told
 * @param fingerprint hash and certificate fingerprint as the library writes them
 * @param setup       DTLS role
 */
record TransportText(String fragment, String password, Optional<String> options, String fingerprint, String setup) {

    private static final Pattern FRAGMENT = Pattern.compile("[A-Za-z0-9+/=#_-]{4,256}");
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9+/=#_-]{22,256}");
    private static final Pattern OPTIONS = Pattern.compile("[A-Za-z0-9+/-]{1,32}(?: [A-Za-z0-9+/-]{1,32}){0,8}");
    private static final Pattern FINGERPRINT = Pattern.compile("(\\S+)\\s+([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2})*)");
    /** Hashes and their lengths in bytes. */
    private static final Map<String, Integer> HASHES = Map.of("sha-256", 32, "sha-384", 48, "sha-512", 64, "sha-1", 20);
    private static final List<String> BEST = List.of("sha-256", "sha-384", "sha-512", "sha-1");

    /**
     * The transport of a line: what it lacks comes from the session, then from the line it is bundled with.
     *
     * @param standardRole the DTLS role of one that names none
     * @return empty when it cannot be reached by ICE and DTLS
     */
    static Optional<TransportText> of(MediaText line, List<String> head, Optional<MediaText> bundledWith, String standardRole) {
        List<List<String>> places = Stream.concat(Stream.of(line.lines(), head), bundledWith.map(MediaText::lines).stream()).toList();
        Optional<String> fragment = first(places, "ice-ufrag").filter(value -> FRAGMENT.matcher(value).matches());
        Optional<String> password = first(places, "ice-pwd").filter(value -> PASSWORD.matcher(value).matches());
        Optional<String> fingerprint = places.stream().flatMap(lines -> best(lines).stream()).findFirst();
        if (fragment.isEmpty() || password.isEmpty() || fingerprint.isEmpty()) {
            return Optional.empty();
        }
        String role = first(places, "setup").map(value -> value.toLowerCase(Locale.ROOT)).orElse(standardRole);
        boolean sensible = List.of("active", "passive").contains(role);
        return Optional.of(new TransportText(fragment.get(), password.get(),
                first(places, "ice-options").filter(value -> OPTIONS.matcher(value).matches()),
                fingerprint.get(), sensible ? role : standardRole));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("a=ice-ufrag:" + fragment, "a=ice-pwd:" + password));
        options.ifPresent(value -> lines.add("a=ice-options:" + value));
        lines.add("a=fingerprint:" + fingerprint);
        lines.add("a=setup:" + setup);
        return lines;
    }

    private static Optional<String> first(List<List<String>> places, String name) {
        return places.stream().flatMap(lines -> MediaText.value(lines, name).stream()).findFirst();
    }

    /** The strongest of several fingerprints whose hash is known, in whatever case it is named (RFC 8122 section 5). */
    private static Optional<String> best(List<String> lines) {
        String prefix = "a=fingerprint:";
        List<Matcher> known = lines.stream().filter(line -> line.startsWith(prefix))
                .map(line -> FINGERPRINT.matcher(line.substring(prefix.length()).trim())).filter(Matcher::matches)
                .filter(found -> found.group(2).length() == 3 * HASHES.getOrDefault(hash(found), 0) - 1).toList();
        return BEST.stream().flatMap(hash -> known.stream().filter(found -> hash(found).equals(hash))).findFirst()
                .map(found -> hash(found) + " " + found.group(2).toUpperCase(Locale.ROOT));
    }

    private static String hash(Matcher found) {
        return found.group(1).toLowerCase(Locale.ROOT);
    }
}
