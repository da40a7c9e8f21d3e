/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.media;

import java.time.Duration;
import java.util.Optional;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSource;

/** What one participant sees on one line: another's picture, the test picture, or nothing. */
public final class View implements VideoSource {

    /** A picture that stands still is sent again after this, for those who came later. */
    private static final long STILL = Duration.ofMillis(500).toNanos();

    private final double frameRate;
    private final TestPicture test = new TestPicture(640, 360);
    private volatile Showing showing = new Showing(null, false);
    private volatile boolean frozen;
    private Showing seen;
    private long number;
    private long sentAt;

    private record Showing(LatestPicture feed, boolean test) {}

    public View(double frameRate) {
        this.frameRate = frameRate;
    }

    /** Shows this feed, and the test picture until it has brought a picture. */
    public void show(LatestPicture feed) {
        showing = new Showing(feed, true);
    }

    /** Shows this feed, and nothing until it has brought a picture. */
    public void showOnly(LatestPicture feed) {
        showing = new Showing(feed, false);
    }

    public void showTestPicture() {
        showing = new Showing(null, true);
    }

    public void showNothing() {
        showing = new Showing(null, false);
    }

    /** Sends nothing until {@link #thaw}, whatever is to be shown. */
    public void freeze() {
        frozen = true;
    }

    public void thaw() {
        frozen = false;
    }

    @Override
    public double frameRate() {
        return frameRate;
    }

    @Override
    public Optional<I420Frame> next(long nanos) {
        if (frozen) {
            return Optional.empty();
        }
        Showing now = showing;
        if (now != seen) {
            seen = now;
            number = 0;
        }
        if (now.feed() != null) {
            LatestPicture.Picture picture = now.feed().latest();
            if (picture.frame() != null) {
                return fresh(picture, nanos);
            }
        }
        return now.test() ? Optional.of(test.at(nanos)) : Optional.empty();
    }

    private Optional<I420Frame> fresh(LatestPicture.Picture picture, long nanos) {
        if (picture.number() == number && nanos - sentAt < STILL) {
            return Optional.empty();
        }
        number = picture.number();
        sentAt = nanos;
        return Optional.of(picture.frame());
    }
}
