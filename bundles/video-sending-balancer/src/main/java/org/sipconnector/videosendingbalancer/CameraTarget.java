/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.videosendingbalancer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.serverapi.MainCamCommand;

/**
 * How the camera is to be sent.
 *
 * @param scale      by how much to scale down, 1 or more
 * @param maxBitrate bits per second
 */
record CameraTarget(double scale, int maxBitrate) {

    /** Leaves next to nothing of a picture. */
    private static final double PAUSED = 200;
    private static final Pattern RESOLUTION = Pattern.compile("\\s*(\\d{1,5})\\s*x\\s*(\\d{1,5})\\s*");

    /**
     * @param command    what the server wants
     * @param resolution what came with that
     * @param most       the largest resolution the connection allows
     */
    static CameraTarget of(Optional<MainCamCommand> command, Optional<String> resolution, Picture picture, Optional<Size> most) {
        if (command.equals(Optional.of(MainCamCommand.PAUSEMAINCAM))) {
            return new CameraTarget(PAUSED, Bitrate.least(picture.codec()));
        }
        Optional<Size> limit = command.equals(Optional.of(MainCamCommand.MAXMAINCAMRESOLUTION))
                ? resolution.flatMap(CameraTarget::size)
                : Optional.empty();
        return limit.isPresent()
                ? new CameraTarget(picture.scaleTo(limit.get()), Bitrate.of(limit.get().width(), picture.codec()))
                : unlimited(picture, most);
    }

    private static CameraTarget unlimited(Picture picture, Optional<Size> most) {
        double scale = most.map(picture::scaleTo).orElse(1.0);
        return new CameraTarget(scale, picture.width().isPresent()
                ? Bitrate.of(picture.width().getAsInt() / scale, picture.codec())
                : Bitrate.most(picture.codec()));
    }

    /** Absent when that is not understood. */
    static Optional<Size> size(String resolution) {
        Matcher matcher = RESOLUTION.matcher(resolution);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) != 0 && Integer.parseInt(matcher.group(2)) != 0
                ? Optional.of(new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** The encoding with this target; a scale of 1 is only said to a sender that has had another. */
    SendEncoding in(SendEncoding present, boolean sayAll) {
        SendEncoding limited = present.withMaxBitrate(maxBitrate);
        return scale == 1 && present.scaleResolutionDownBy().isEmpty() && !sayAll
                ? limited
                : limited.withScaleResolutionDownBy(scale);
    }
}
