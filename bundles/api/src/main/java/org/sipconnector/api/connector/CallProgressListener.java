/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears how one call comes along, in the order of {@link CallProgressEvent}, off the lane. */
@ConsumerType
public interface CallProgressListener {

    /** @param number whom it goes to or comes from, empty when unknown */
    default void onBeforeProgressCall(String number) {}

    default void onSuccessProgressCall(boolean purgatory) {}

    default void onEnterPurgatory() {}

    /** @param successful whether the call had succeeded before the conference was entered */
    default void onEnterConference(boolean successful) {}

    default void onFailProgressCall(String reason) {}

    default void onFinishProgressCall() {}

    default void onEndedCall() {}
}
