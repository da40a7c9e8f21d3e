package org.sipconnector.conferencesimulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Offers of telephones with one line and no bundle (RFC 9143), which the engine refuses: a line alone in a bundle is
 * the same, and such clients ignore that the answer says so.
 */
final class LoneLine {

    private static final String MID = "a=mid:";

    private LoneLine() {
    }

    /** The offer with its only line in a bundle; as it is when it has more lines or a bundle already. */
    static String bundled(String offer) {
        List<String> lines = new ArrayList<>(offer.lines().toList());
        List<String> media = lines.stream().filter(line -> line.startsWith("m=")).toList();
        if (media.size() != 1 || lines.stream().anyMatch(line -> line.startsWith("a=group:BUNDLE"))) {
            return offer;
        }
        int start = lines.indexOf(media.get(0));
        String mid = lines.stream().filter(line -> line.startsWith(MID)).map(line -> line.substring(MID.length()))
                .findFirst().orElse("");
        if (mid.isEmpty()) {
            mid = "0";
            lines.add(MID + mid);
        }
        lines.add(start, "a=group:BUNDLE " + mid);
        return String.join("\r\n", lines) + "\r\n";
    }
}
