/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.videosendingbalancer;

import java.time.Duration;
import org.sipconnector.api.Event;
import org.sipconnector.api.media.SendEncoding;

/** What happens to the balancing of the camera. */
public sealed interface BalancerEvent extends Event {

    record BalancingScheduled(Duration delay) implements BalancerEvent {
        @Override
        public String name() {
            return "video-balancer:balancing-scheduled";
        }
    }

    record BalancingStarted(Duration delay) implements BalancerEvent {
        @Override
        public String name() {
            return "video-balancer:balancing-started";
        }
    }

    record BalancingStopped() implements BalancerEvent {
        @Override
        public String name() {
            return "video-balancer:balancing-stopped";
        }
    }

    /** The camera's sender was told to send otherwise. */
    record ParametersUpdated(SendEncoding parameters) implements BalancerEvent {
        @Override
        public String name() {
            return "video-balancer:parameters-updated";
        }
    }
}
