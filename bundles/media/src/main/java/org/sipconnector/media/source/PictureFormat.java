/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Size and rate of a generated picture, written {@code 640x360@15}; either part may be left out.
 *
 * @param width     even number of pixels, 16 to 4096
 * @param height    even number of pixels, 16 to 4096
 * @param frameRate frames per second, above 0 and at most 60
 */
record PictureFormat(int width, int height, double frameRate) {

    static final PictureFormat STANDARD = new PictureFormat(640, 360, 15);

    private static final Pattern FORM = Pattern.compile("(?:(\\d{1,4})x(\\d{1,4}))?(?:@(\\d{1,2}(?:\\.\\d+)?))?");

    PictureFormat {
        if (!fits(width) || !fits(height) || !(frameRate > 0 && frameRate <= 60)) {
            throw new IllegalArgumentException("picture format " + width + "x" + height + "@" + frameRate
                    + " is not possible: use even sizes from 16 to 4096 and a rate above 0 up to 60");
        }
    }

    static PictureFormat parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("picture format '" + text + "' is not like 640x360@15");
        }
        return new PictureFormat(
                matcher.group(1) == null ? STANDARD.width : Integer.parseInt(matcher.group(1)),
                matcher.group(2) == null ? STANDARD.height : Integer.parseInt(matcher.group(2)),
                matcher.group(3) == null ? STANDARD.frameRate : Double.parseDouble(matcher.group(3)));
    }

    private static boolean fits(int size) {
        return size >= 16 && size <= 4096 && size % 2 == 0;
    }
}
