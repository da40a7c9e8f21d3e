/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The attributes of a media line that are passed on to the library, and how their values must read. Others, and values
 * that read otherwise, are left out, as RFC 8866 section 6 has it for attributes that are not understood; the library
 * would refuse the whole description. What is negotiated by us (mids, transport, directions) is not among them.
 */
final class AttributeGrammar {

    /** Of 32 bits, as synchronization sources are: any of them, chosen at random (RFC 3550 section 8). */
    private static final String NUMBER = "(?:[0-9]{1,9}|[1-3][0-9]{9}|4[01][0-9]{8}|42[0-8][0-9]{7}|429[0-3][0-9]{6}|4294[0-8][0-9]{5}"
            + "|42949[0-5][0-9]{4}|429496[0-6][0-9]{3}|4294967[01][0-9]{2}|42949672[0-8][0-9]|429496729[0-5])";
    private static final String PORT = "(?:[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";
    private static final Map<String, Pattern> VALUES = Map.ofEntries(
            Map.entry("rtpmap", Pattern.compile(".+")),
            Map.entry("fmtp", Pattern.compile(".+")),
            Map.entry("rtcp-fb", Pattern.compile(".+")),
            Map.entry("msid", Pattern.compile("\\S{1,256}( \\S{1,256})?")),
            Map.entry("ssrc", Pattern.compile(NUMBER + " (?:cname|msid|mslabel|label):\\S.{0,600}")),
            Map.entry("ssrc-group", Pattern.compile("(?:FID|FEC-FR|SIM)(?: " + NUMBER + "){1,16}")),
            Map.entry("extmap", Pattern.compile("(?:[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])(?:/(?:sendrecv|sendonly|recvonly|inactive))?"
                    + " \\S{1,256}")),
            Map.entry("rid", Pattern.compile("[A-Za-z0-9]{1,16} (?:send|recv)(?: \\S{1,256})?")),
            Map.entry("simulcast", Pattern.compile("(?:send|recv) [A-Za-z0-9~;,]{1,128}(?: (?:send|recv) [A-Za-z0-9~;,]{1,128})?")),
            Map.entry("ptime", Pattern.compile("[0-9]{1,4}")),
            Map.entry("maxptime", Pattern.compile("[0-9]{1,4}")),
            Map.entry("candidate", Pattern.compile("[A-Za-z0-9+/]{1,32} [12] (?i:udp|tcp|ssltcp) " + NUMBER + " [A-Za-z0-9.:_-]{1,253} "
                    + PORT + " typ (?:host|srflx|prflx|relay)(?: raddr [A-Za-z0-9.:_-]{1,253} rport " + PORT + ")?"
                    + "(?: [A-Za-z0-9-]{1,32} [A-Za-z0-9+/_.-]{1,256}){0,16}")));
    private static final Set<String> FLAGS = Set.of("rtcp-mux", "rtcp-rsize", "bundle-only", "extmap-allow-mixed", "end-of-candidates");
    private static final Pattern BANDWIDTH = Pattern.compile("b=(?:AS:[0-9]{1,7}|TIAS:[0-9]{1,9})");

    /** Of one media line. */
    private static final int MOST = 500;
    /** The library would resolve and check each: no more are worth a check (RFC 8445 section 6.1.2.5). */
    private static final int MOST_CANDIDATES = 100;

    private AttributeGrammar() {}

    /**
     * Those of these lines that may be passed on: an identifier of a header extension only once, one track in any number of
     * streams (RFC 8829 section 5.2.1), and the first hundred candidates.
     */
    static List<String> passed(List<String> lines) {
        Map<String, Integer> counts = new HashMap<>();
        Set<String> flags = new HashSet<>();
        return lines.stream().map(String::stripTrailing).filter(line -> passes(line, counts, flags)).limit(MOST).toList();
    }

    /** Whether it is one line to every reader: with a NUL or a line separator in it, it is not. */
    static boolean plain(String line) {
        return line.chars().noneMatch(c -> c != '\t' && (Character.isISOControl(c) || c == 0x2028 || c == 0x2029));
    }

    private static boolean passes(String line, Map<String, Integer> counts, Set<String> flags) {
        if (!plain(line)) {
            return false;
        }
        if (!line.startsWith("a=")) {
            return BANDWIDTH.matcher(line).matches();
        }
        int colon = line.indexOf(':');
        if (colon < 0) {
            return FLAGS.contains(line.substring(2)) && flags.add(line);
        }
        String name = line.substring(2, colon);
        Pattern value = VALUES.get(name);
        if (value == null || !value.matcher(line.substring(colon + 1)).matches()) {
            return false;
        }
        return switch (name) {
            case "extmap" -> counts.merge(line.substring(colon + 1).split("[/ ]")[0], 1, Integer::sum) == 1;
            case "msid" -> isOfTheTrack(line, counts);
            case "candidate" -> counts.merge(name, 1, Integer::sum) <= MOST_CANDIDATES;
            default -> true;
        };
    }

    private static boolean isOfTheTrack(String msid, Map<String, Integer> counts) {
        int space = msid.indexOf(' ');
        String track = "track" + (space < 0 ? "" : msid.substring(space));
        if (counts.merge("msid", 1, Integer::sum) == 1) {
            counts.put(track, 1);
        }
        return counts.containsKey(track);
    }
}
