/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

/**
 * A step of a play.
 *
 * @param atOnce whether the next step follows before the lane has worked off what comes of this one
 */
record Move(PlayStep step, boolean atOnce) {

    @Override
    public String toString() {
        return atOnce ? step + "+" : step.toString();
    }
}
