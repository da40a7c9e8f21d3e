/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.media.sdp.CandidateFilter;
import org.sipconnector.media.sdp.LocalCandidates;
import org.sipconnector.media.sdp.SessionText;
import org.sipconnector.media.sdp.TrackNames;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerSettings;

/** Tells our descriptions once they have their candidates. Used on the connection's sequence only. */
final class LocalDescriptions {

    private final PeerId peer;
    private final NativeConnection connection;
    private final PeerSettings settings;
    private final Lines lines;
    private final Executor sequence;
    private final EngineThreads threads;
    private final Consumer<MediaEvent> out;
    private final OperationQueue.FailureListener failures;
    private final LocalCandidates candidates = new LocalCandidates();
    private Set<String> fragments = Set.of();
    private Gathering gathering;
    private String gatheringRequest;

    LocalDescriptions(PeerId peer, NativeConnection connection, PeerSettings settings, Lines lines, Executor sequence,
            EngineThreads threads, Consumer<MediaEvent> out, OperationQueue.FailureListener failures) {
        this.peer = peer;
        this.connection = connection;
        this.settings = settings;
        this.lines = lines;
        this.sequence = sequence;
        this.threads = threads;
        this.out = out;
        this.failures = failures;
    }

    void candidate(String mid, String text) {
        candidates.add(mid, text);
        if (gathering != null) {
            gathering.candidate();
        }
    }

    /** An end without candidates is that of an earlier gathering, told late: ours goes on. */
    void gathered() {
        if (gathering != null && described().filter(sdp -> sdp.contains("a=candidate:")).isPresent()) {
            gathering.ended();
        }
    }

    void cancel() {
        if (gathering != null) {
            gathering.cancel();
            gathering = null;
        }
    }

    /**
     * A description has been set.
     *
     * @param sdp   without candidates
     * @param write how the other side gets it
     */
    void complete(String request, SdpType type, String sdp, BiFunction<SdpType, SessionText, SessionText> write) {
        if (!settings.gatheringWanted()) {
            tell(request, type, sdp, write);
            return;
        }
        Set<String> now = SessionText.parse(sdp).iceFragments();
        // without new credentials nothing new is gathered, and the library stays silent
        boolean sameIce = fragments.containsAll(now) && connection.hasGathered();
        fragments = now;
        if (sameIce) {
            tell(request, type, described().orElse(sdp), write);
            return;
        }
        gatheringRequest = request;
        gathering = new Gathering(settings.gatheringPause(), threads::after, sequence, () -> {
            gathering = null;
            tell(request, type, described().orElse(sdp), write);
        });
    }

    /** One that still waits for candidates fails. */
    void supersede(String reason) {
        if (gathering != null) {
            cancel();
            failures.failed(new PeerCommand("gather", "", gatheringRequest), reason);
        }
    }

    private Optional<String> described() {
        return connection.localDescription().map(candidates::complete);
    }

    private void tell(String request, SdpType type, String sdp, BiFunction<SdpType, SessionText, SessionText> write) {
        String named = TrackNames.apply(lines.trackNames(), CandidateFilter.apply(settings.candidates(), sdp));
        out.accept(new MediaEvent.LocalDescription(peer, request, type, write.apply(type, SessionText.parse(named)).text()));
    }
}
