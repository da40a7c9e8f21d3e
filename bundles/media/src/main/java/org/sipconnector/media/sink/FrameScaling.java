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
        plane(frame, 0, frame.width(), frame.height(), target, 0, width, height);
        int from = frame.width() * frame.height();
        int to = width * height;
        plane(frame, from, frame.chromaWidth(), frame.chromaHeight(), target, to, target.chromaWidth(), target.chromaHeight());
        plane(frame, from + frame.chromaWidth() * frame.chromaHeight(), frame.chromaWidth(), frame.chromaHeight(),
                target, to + target.chromaWidth() * target.chromaHeight(), target.chromaWidth(), target.chromaHeight());
        return target;
    }

    private static void plane(I420Frame from, int offset, int width, int height, I420Frame to, int toOffset, int toWidth,
            int toHeight) {
        for (int y = 0; y < toHeight; y++) {
            int row = offset + y * height / toHeight * width;
            for (int x = 0; x < toWidth; x++) {
                to.data()[toOffset + y * toWidth + x] = from.data()[row + x * width / toWidth];
            }
        }
    }
}
