/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.settings;

import org.sipconnector.api.media.Size;
import org.sipconnector.spi.configuration.ValueType;
import org.sipconnector.spi.configuration.ValueTypes;

/** Sizes of pictures as files spell them. */
final class PictureSize {

    static final ValueType<Size> TYPE = ValueTypes.of("a size such as 1280x720, each side from 16 to 16384", PictureSize::parse);

    private static final int LEAST = 16;
    private static final int MOST = 16_384;

    private PictureSize() {}

    private static Size parse(String text) {
        if (!text.matches("\\d{2,5}x\\d{2,5}")) {
            throw new IllegalArgumentException(text);
        }
        String[] sides = text.split("x");
        return new Size(side(sides[0]), side(sides[1]));
    }

    private static int side(String text) {
        int side = Integer.parseInt(text);
        if (side < LEAST || side > MOST) {
            throw new IllegalArgumentException(text);
        }
        return side;
    }
}
