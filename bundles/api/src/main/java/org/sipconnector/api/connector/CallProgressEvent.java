/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import org.sipconnector.api.Event;

/**
 * How a call made or answered through the facade comes along. The order is strict: before, then any number of rooms
 * entered, then succeeded or failed, then finished; after success, when the call is over, ended, once.
 */
public sealed interface CallProgressEvent extends Event {

    /** Which call of the facade this is about. */
    String call();

    /** @param number whom it goes to or comes from, empty when unknown */
    record Before(String call, String number) implements CallProgressEvent {
        @Override
        public String name() {
            return "call-progress:before";
        }
    }

    /** @param purgatory whether the room it is in by now is the waiting room */
    record Succeeded(String call, boolean purgatory) implements CallProgressEvent {
        @Override
        public String name() {
            return "call-progress:success";
        }
    }

    record EnteredPurgatory(String call) implements CallProgressEvent {
        @Override
        public String name() {
            return "call-progress:enter-purgatory";
        }
    }

    /** @param successful whether the call had succeeded before the conference was entered */
    record EnteredConference(String call, boolean successful) implements CallProgressEvent {
        @Override
        public String name() {
            return "call-progress:enter-conference";
        }
    }

    record Failed(String call, String reason) implements CallProgressEvent {
        @Override
        public String name() {
            return "call-progress:fail";
        }
    }

    record Finished(String call) implements CallProgressEvent {
        @Override
        public String name() {
            return "call-progress:finish";
        }
    }

    record Ended(String call) implements CallProgressEvent {
        @Override
        public String name() {
            return "call-progress:ended";
        }
    }
}
