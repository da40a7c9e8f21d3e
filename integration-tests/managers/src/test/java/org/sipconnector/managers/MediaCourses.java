/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.sipconnector.managers.Situations.STREAM;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.call.QualityResult;
import org.sipconnector.api.call.RecvQuality;
import org.sipconnector.api.call.RecvSessionException;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.call.SourceFailedException;
import org.sipconnector.api.connector.VideoWait;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.presentation.PresentationException;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.serverapi.ServerRequestException;
import org.sipconnector.api.stats.NoOutboundVideoException;
import org.sipconnector.api.streamhealth.StreamHealthManager;

/** How the connector's operations on the media of its calls go. */
final class MediaCourses {

    private MediaCourses() {}

    static void declare(Courses courses) {
        replacing(courses);
        receiving(courses);
        presenting(courses);
        telling(courses);
    }

    private static void replacing(Courses courses) {
        courses.of("CallManager.replaceMediaStream(LocalStream, ReplaceOptions)",
                all -> all.manager(CallManager.class).replaceMediaStream(STREAM, ReplaceOptions.STANDARD))
                .succeeds(Situations::inCall)
                .isRefused(Situations::connected, NoEstablishedCallException.class)
                .isRefused(MediaCourses::trackFails, SourceFailedException.class)
                .isGivenUp(Situations::inCall, Situations::hangsUp, outcome -> !(outcome instanceof Throwable))
                .isCancelled(Situations::inCall);
        courses.of("SipConnectorFacade.replaceMediaStream(LocalStream, ReplaceOptions, VideoWait)",
                all -> all.facade().replaceMediaStream(all.manners.engine ? STREAM : soundAlone(), ReplaceOptions.STANDARD, VideoWait.STANDARD))
                .succeeds(Situations::inCall)
                .isRefused(Situations::connected, NoEstablishedCallException.class)
                .isRefused(all -> {
                    Situations.inCall(all);
                    all.manners.engine = false;
                }, InvalidConfigurationException.class)
                .isGivenUp(Situations::inCall, Situations::hangsUp, NoOutboundVideoException.class)
                .isCancelled(Situations::inCall);
        courses.of("CallManager.localPorts()", all -> all.manager(CallManager.class).localPorts())
                .succeeds(Situations::inCall, List.of(40_000)::equals)
                .isRefused(Situations::connected, List.of()::equals)
                .isGivenUp(Situations::inCall, all -> all.media.die(false), outcome -> !(outcome instanceof Throwable))
                .isCancelled(Situations::inCall);
    }

    private static LocalStream soundAlone() {
        return LocalStream.of("sound", Optional.of("tone:880"), Optional.empty());
    }

    private static void trackFails(WholeConnector all) {
        Situations.inCall(all);
        all.manners.failing.add("replaceTrack");
    }

    private static void receiving(Courses courses) {
        courses.of("CallManager.setRecvQuality(RecvQuality)", all -> all.manager(CallManager.class).setRecvQuality(RecvQuality.LOW))
                .succeeds(Situations::watching, Boolean.TRUE::equals)
                .isRefused(Situations::inCall, Boolean.FALSE::equals)
                .isGivenUp(Situations::watching, Situations::hangsUp, RecvSessionException.class)
                .isCancelled(Situations::watching);
        courses.of("CallManager.applyQuality(RecvQuality)", all -> all.manager(CallManager.class).applyQuality(RecvQuality.LOW))
                .succeeds(Situations::watching, outcome -> ((QualityResult) outcome).applied())
                .isRefused(Situations::inCall, outcome -> !((QualityResult) outcome).applied())
                .isGivenUp(Situations::watching, Situations::disconnects, RecvSessionException.class)
                .isCancelled(Situations::watching);
        courses.of("StreamHealthManager.setMinConsecutiveProblemSamplesCount(int)",
                all -> all.manager(StreamHealthManager.class).setMinConsecutiveProblemSamplesCount(all.manners.engine ? 5 : 0))
                .succeeds(Situations::nothing)
                .isRefused(all -> all.manners.engine = false, InvalidConfigurationException.class)
                .isCancelled(Situations::nothing);
        courses.of("StreamHealthManager.setThrottleRecoveryTimeout(Duration)",
                all -> all.manager(StreamHealthManager.class).setThrottleRecoveryTimeout(Duration.ofSeconds(all.manners.engine ? 5 : 0)))
                .succeeds(Situations::nothing)
                .isRefused(all -> all.manners.engine = false, InvalidConfigurationException.class)
                .isCancelled(Situations::nothing);
    }

    private static void presenting(Courses courses) {
        courses.of("PresentationManager.startPresentation(LocalTrack, PresentationOptions)",
                all -> all.manager(PresentationManager.class).startPresentation(PlayStep.screen("a"), PresentationOptions.STANDARD))
                .succeeds(Situations::inRoom, PlayStep.screen("a")::equals)
                .isRefused(Situations::connected, NoEstablishedCallException.class)
                .isRefused(Situations::presenting, PresentationException.class)
                .isRefused(Situations::refusing, PresentationException.class)
                .isGivenUp(Situations::inRoom, all -> all.manager(PresentationManager.class).stopPresentation(), PresentationException.class)
                .isGivenUp(Situations::inRoom, Situations::hangsUp, PresentationException.class)
                .isCancelled(Situations::inRoom);
        courses.of("PresentationManager.updatePresentation(LocalTrack, PresentationOptions)",
                all -> all.manager(PresentationManager.class).updatePresentation(PlayStep.screen("b"), PresentationOptions.STANDARD))
                .succeeds(Situations::presenting, PlayStep.screen("b")::equals)
                .isRefused(Situations::inRoom, PresentationException.class)
                .isGivenUp(Situations::presenting, Situations::hangsUp, PresentationException.class)
                .isCancelled(Situations::presenting);
        courses.of("PresentationManager.stopPresentation()", all -> all.manager(PresentationManager.class).stopPresentation())
                .succeeds(Situations::presenting, Optional.of(PlayStep.screen("a"))::equals)
                .isRefused(all -> {
                    Situations.presenting(all);
                    all.manners.requests = 480;
                }, ServerRequestException.class)
                .isGivenUp(Situations::presenting, Situations::hangsUp, Optional.empty()::equals)
                .isCancelled(Situations::presenting);
    }

    private static void telling(Courses courses) {
        courses.of("ServerApiManager.sendDtmf(String)", all -> all.manager(ServerApiManager.class).sendDtmf("1,2"))
                .succeeds(Situations::inCall)
                .isRefused(Situations::connected, NoEstablishedCallException.class)
                .isRefused(Situations::refusing, ServerRequestException.class)
                .isGivenUp(Situations::inCall, Situations::hangsUp, NoEstablishedCallException.class)
                .isCancelled(Situations::inCall);
    }
}
