/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.videosendingbalancer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.serverapi.MainCamCommand;
import org.sipconnector.api.videosendingbalancer.BalanceResult;
import org.sipconnector.api.videosendingbalancer.BalancerOptions;
import org.sipconnector.api.videosendingbalancer.BalancerSnapshot;
import org.sipconnector.kernel.ReplyId;

/**
 * What the manager knows.
 *
 * @param scheduled  whether it will begin by itself
 * @param active     whether it has begun
 * @param command    what the server wants
 * @param resolution what came with that
 * @param own        options a client has set
 * @param reading    the statistics it waits for
 * @param sent       what the camera's sender was last told
 * @param watch      the picture it watches
 */
record Balancing(boolean scheduled, boolean active, Optional<MainCamCommand> command, Optional<String> resolution,
        Optional<BalancerOptions> own, Optional<Reading> reading, Optional<Sent> sent, Optional<Watch> watch) {

    static final int VERSION = 2;
    static final Balancing NONE = new Balancing(false, false, Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Statistics under way to balance by.
     *
     * @param request  names them
     * @param starting whether balancing begins with them
     * @param follow   whether the picture is watched from then on
     * @param starts   clients that wait for the beginning
     * @param balances clients that wait for the result
     */
    record Reading(String request, boolean starting, boolean follow, List<ReplyId<Void>> starts,
            List<ReplyId<BalanceResult>> balances) {

        Reading {
            starts = List.copyOf(starts);
            balances = List.copyOf(balances);
        }

        static <T> List<ReplyId<T>> with(List<ReplyId<T>> replies, Optional<ReplyId<T>> one) {
            List<ReplyId<T>> all = new ArrayList<>(replies);
            one.ifPresent(all::add);
            return all;
        }
    }

    /**
     * What a sender was told.
     *
     * @param line     its transceiver
     * @param encoding the first encoding
     * @param doubtful whether somebody else may have told it otherwise since
     * @param wish     what the call wanted of the sender then
     */
    record Sent(String line, SendEncoding encoding, boolean doubtful, List<SendEncoding> wish) {

        Sent {
            wish = wish == null ? List.of() : List.copyOf(wish);
        }
    }

    /**
     * The picture that is watched.
     *
     * @param line     its transceiver
     * @param track    absent when nothing is sent
     * @param picture  as last seen
     * @param pause    milliseconds to the next look
     * @param request  names the statistics of the look under way
     */
    record Watch(String line, Optional<LocalTrack> track, Picture picture, long pause, Optional<String> request) {

        Watch seen(Picture now, long next) {
            return new Watch(line, track, now, next, Optional.empty());
        }

        Watch looking(String asked) {
            return new Watch(line, track, picture, pause, Optional.of(asked));
        }
    }

    /** Those in force, where these are the standard ones. */
    BalancerOptions options(BalancerOptions standard) {
        return own.orElse(standard);
    }

    BalancerSnapshot snapshot(BalancerOptions standard) {
        return new BalancerSnapshot(scheduled, active, command, resolution, sent.map(Sent::encoding), options(standard));
    }

    Balancing scheduled(boolean now) {
        return new Balancing(now, active, command, resolution, own, reading, sent, watch);
    }

    Balancing started() {
        return new Balancing(scheduled, true, command, resolution, own, reading, sent, watch);
    }

    /** Nothing is wanted or under way any more; what the sender was told is still known. */
    Balancing stopped() {
        return new Balancing(false, false, Optional.empty(), Optional.empty(), own, Optional.empty(), sent, Optional.empty());
    }

    Balancing wanted(Optional<MainCamCommand> newCommand, Optional<String> newResolution) {
        return new Balancing(scheduled, active, newCommand, newResolution, own, reading, sent, watch);
    }

    Balancing with(BalancerOptions options) {
        return new Balancing(scheduled, active, command, resolution, Optional.of(options), reading, sent, watch);
    }

    Balancing reading(Optional<Reading> next) {
        return new Balancing(scheduled, active, command, resolution, own, next, sent, watch);
    }

    Balancing sent(Optional<Sent> next) {
        return new Balancing(scheduled, active, command, resolution, own, reading, next, watch);
    }

    Balancing watching(Optional<Watch> next) {
        return new Balancing(scheduled, active, command, resolution, own, reading, sent, next);
    }

    /** Somebody else may have told the sender otherwise. */
    Balancing doubting() {
        return sent(sent.map(known -> new Sent(known.line(), known.encoding(), true, known.wish())));
    }
}
