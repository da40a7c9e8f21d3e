/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sink;

import org.sipconnector.api.media.spi.I420Frame;

/** Scales frames by taking the nearest pixel: good enough where sizes change seldom and briefly. */
final class FrameScaling {

    private FrameScaling() {}

    static I420Frame scaled(I420Frame frame, int width, int height) {
        if (frame.width() == width && frame.height() == height) {
            return frame;
        }
        I420Frame target = I420Frame.black(width, height);
        int from = frame.width() * frame.height();
        int to = width * height;
        int chroma = frame.chromaWidth() * frame.chromaHeight();
        int targetChroma = target.chromaWidth() * target.chromaHeight();
        new Plane(frame, 0, frame.width(), frame.height()).scale(new Plane(target, 0, width, height));
        for (int i = 0; i < 2; i++) {
            new Plane(frame, from + i * chroma, frame.chromaWidth(), frame.chromaHeight())
                    .scale(new Plane(target, to + i * targetChroma, target.chromaWidth(), target.chromaHeight()));
        }
        return target;
    }

    /** One of a frame's three planes. */
    private record Plane(I420Frame frame, int offset, int width, int height) {

        void scale(Plane to) {
            byte[] source = frame.data();
            byte[] target = to.frame.data();
            for (int y = 0; y < to.height; y++) {
                int row = offset + y * height / to.height * width;
                for (int x = 0; x < to.width; x++) {
                    target[to.offset + y * to.width + x] = source[row + x * width / to.width];
                }
            }
        }
    }
}
