/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.presentation;

import org.sipconnector.api.Event;
import org.sipconnector.api.media.LocalTrack;

/** What happens to the own presentation. */
public sealed interface PresentationEvent extends Event {

    /** The server permitted it. */
    record Start(LocalTrack track) implements PresentationEvent {
        @Override
        public String name() {
            return "presentation:start";
        }
    }

    record Started(LocalTrack track) implements PresentationEvent {
        @Override
        public String name() {
            return "presentation:started";
        }
    }

    record Updating(LocalTrack track) implements PresentationEvent {
        @Override
        public String name() {
            return "presentation:updating";
        }
    }

    record Updated(LocalTrack track) implements PresentationEvent {
        @Override
        public String name() {
            return "presentation:updated";
        }
    }

    /** The server was told that it ends. */
    record End(LocalTrack track) implements PresentationEvent {
        @Override
        public String name() {
            return "presentation:end";
        }
    }

    record Ended(LocalTrack track) implements PresentationEvent {
        @Override
        public String name() {
            return "presentation:ended";
        }
    }

    record Failed(String reason) implements PresentationEvent {
        @Override
        public String name() {
            return "presentation:failed";
        }
    }

    /** The server ended a presentation that was going on; published when stopping begins. */
    record StoppedByServerCommand() implements PresentationEvent {
        @Override
        public String name() {
            return "stopped-presentation-by-server-command";
        }
    }
}
