/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.tracing;

import java.time.Instant;

/**
 * A stage of a call's set-up that it came by.
 *
 * @param stage which
 * @param at    when it was heard of
 */
record SetUpStage(Stage stage, Instant at) {

    /** In the order in which a call comes by; the first is that of a call that came. */
    enum Stage { RINGING, SENDING, PROGRESS, ACCEPTED, CONFIRMED }
}
