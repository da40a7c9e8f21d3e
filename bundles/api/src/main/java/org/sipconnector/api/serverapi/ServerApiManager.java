/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.serverapi;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.HasSnapshot;

/**
 * What client and conference server tell one another during a call, by INFO inside it and by NOTIFY outside. Everything
 * the server says becomes a {@link ServerApiEvent}; the operations tell the server something and are done when it has
 * answered. They fail with {@link org.sipconnector.api.call.NoEstablishedCallException} without an established call and
 * with {@link ServerRequestException} when the server refuses or does not answer. A request that is not answered at all
 * also ends the call where the operation says so. May be called from any thread; stages complete on a thread for clients.
 */
@ProviderType
public interface ServerApiManager extends HasSnapshot<ServerApiSnapshot> {

    @Override
    ServerApiSnapshot snapshot();

    /** Tells the channels; no answer ends the call. */
    CompletionStage<Void> sendChannels(Channels channels);

    default CompletionStage<Void> sendMediaState(MediaState state) {
        return sendMediaState(state, true);
    }

    /** @param keepCall false when no answer is to end the call */
    CompletionStage<Void> sendMediaState(MediaState state, boolean keepCall);

    /** Tells the available incoming bitrate in bits per second. */
    CompletionStage<Void> sendStats(long availableIncomingBitrate);

    default CompletionStage<Void> sendRefusalToTurnOn(MediaDevice device) {
        return sendRefusalToTurnOn(device, true);
    }

    /** Tells that a device stays off although the server asked for it. */
    CompletionStage<Void> sendRefusalToTurnOn(MediaDevice device, boolean keepCall);

    default CompletionStage<Void> sendRefusalToTurnOnMic() {
        return sendRefusalToTurnOn(MediaDevice.MICROPHONE);
    }

    default CompletionStage<Void> sendRefusalToTurnOnCam() {
        return sendRefusalToTurnOn(MediaDevice.CAMERA);
    }

    default CompletionStage<Void> askPermissionToEnableCam() {
        return askPermissionToEnableCam(true);
    }

    /**
     * Fails when the server declines with 603, and when nobody has answered; any other refusal counts as permission.
     *
     * @param keepCall false when no answer is to end the call
     */
    CompletionStage<Void> askPermissionToEnableCam(boolean keepCall);

    /** Asks the conference server for permission to present; no answer ends the call. */
    CompletionStage<Void> askPermissionToStartPresentation();

    /** Tells the conference server that the presentation has stopped; no answer ends the call. */
    CompletionStage<Void> sendStoppedPresentation();

    /** Tells the other side of a direct call that a presentation begins; no answer ends the call. */
    CompletionStage<Void> sendAvailableContentedStream();

    /** Tells the other side of a direct call that the presentation has ended; no answer ends the call. */
    CompletionStage<Void> sendNotAvailableContentedStream();

    /**
     * Announces a room. A failure is published as {@link ServerApiEvent.FailedSendRoomDirectP2p}, too; a refusal leaves the call
     * as it is, silence ends it.
     */
    CompletionStage<Void> sendEnterRoom(String room, String participantName, boolean directPeerToPeer);

    /**
     * Sends tones one after another, 120 ms each and 600 ms apart; a comma is a pause of 2 s. Done when the other
     * side has accepted the last; the first that it refuses fails with {@link ServerRequestException}, and the rest is not sent.
     *
     * @param tones of {@code 0-9 A-D R # * ,}
     * @throws IllegalArgumentException naming the character that is no tone
     */
    CompletionStage<Void> sendDtmf(String tones);

    /**
     * The next channels the server tells, in this call or, without one, in the next. No time limit; fails with
     * {@link org.sipconnector.api.call.NoEstablishedCallException} when that call ends before.
     */
    CompletionStage<Channels> waitChannels();

    /**
     * Whether the server's next wish to synchronise the media state is forced, in this call or, without one, in the next. No time
     * limit; fails with {@link org.sipconnector.api.call.NoEstablishedCallException} when that call ends before.
     */
    CompletionStage<Boolean> waitSyncMediaState();
}
