/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media;

/** Width and height of a picture in pixels. */
public record Size(int width, int height) {

    /** @throws IllegalArgumentException when there would be no pixel */
    public Size {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("size '" + width + "x" + height + "' must be at least 1x1");
        }
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
