/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Option;
import org.sipconnector.api.Connector;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.media.MediaKind;

/** Changes what of a call is muted, and says what is then. */
abstract class MutingCommand extends WaitingCommand {

    private final String verb;
    private final Set<MediaKind> without;

    @Option(name = "--audio", description = "The microphone")
    boolean audio;

    @Option(name = "--video", description = "The camera; a presentation goes on")
    boolean video;

    @Option(name = "--json", description = "Print JSON for programs: what is muted then")
    boolean json;

    /** @param without what is meant when neither option is given */
    MutingCommand(String verb, Set<MediaKind> without) {
        super(10);
        this.verb = verb;
        this.without = without;
    }

    abstract CompletionStage<MutedMedia> change(SipConnectorFacade facade, Set<MediaKind> kinds);

    @Override
    final void run(Connector connector, PrintStream out) throws InterruptedException {
        if (!connector.has(CallManager.class) || connector.manager(CallManager.class).snapshot().state() == CallState.IDLE) {
            throw new CommandFailedException(id + " has no call to " + verb);
        }
        Set<MediaKind> kinds = EnumSet.noneOf(MediaKind.class);
        if (!audio && !video) {
            kinds.addAll(without);
        }
        if (audio) {
            kinds.add(MediaKind.AUDIO);
        }
        if (video) {
            kinds.add(MediaKind.VIDEO);
        }
        MutedMedia now = outcome(change(connector.manager(SipConnectorFacade.class), kinds), verb + " " + id);
        if (json) {
            out.println(JsonOutput.text(JsonOutput.object("id", id, "muted", devices(now.kinds()), "here", devices(now.here()),
                    "byRequest", devices(now.byRequest()), "byOrder", devices(now.byOrder()))));
        } else {
            say(out, id + ": " + text(now));
        }
    }

    /** Such as {@code microphone muted, camera muted by order of the conference}. */
    static String text(MutedMedia muted) {
        return text(MediaKind.AUDIO, muted) + ", " + text(MediaKind.VIDEO, muted);
    }

    private static String text(MediaKind kind, MutedMedia muted) {
        return device(kind) + (muted.has(kind) ? " muted" + who(kind, muted) : " on");
    }

    /** What is muted and by whom, such as {@code camera by order of the conference}. */
    static String list(MutedMedia muted) {
        return muted.kinds().stream().map(kind -> device(kind) + who(kind, muted)).collect(Collectors.joining(", "));
    }

    static List<String> devices(List<MediaKind> kinds) {
        return kinds.stream().map(MutingCommand::device).toList();
    }

    private static String device(MediaKind kind) {
        return kind == MediaKind.AUDIO ? "microphone" : "camera";
    }

    private static String who(MediaKind kind, MutedMedia muted) {
        return muted.byOrder().contains(kind)
                ? " by order of the conference"
                : muted.byRequest().contains(kind) ? " as the conference asked" : "";
    }
}
