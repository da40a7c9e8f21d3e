/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.lane.LaneImage;

/** A lane as it was after each of its last messages. */
final class FormerImages {

    private final Deque<LaneImage> images = new ArrayDeque<>();
    private int most;

    void keep(int messages) {
        most = messages;
    }

    /** On the lane. */
    void note(LaneCore lane) {
        if (most > 0) {
            LaneImage.of(lane).ifPresent(images::add);
            if (images.size() > most) {
                images.remove();
            }
        }
    }

    /** The lane as it was so many messages ago, or as long ago as is known; the others are forgotten. */
    LaneImage take(LaneCore lane, int messages) {
        LaneImage image = images.stream().skip(Math.max(0, images.size() - 1 - messages)).findFirst().or(() -> LaneImage.of(lane))
                .orElseThrow(() -> new IllegalStateException("the lane waits for code, or has ended"));
        images.clear();
        return image;
    }
}
