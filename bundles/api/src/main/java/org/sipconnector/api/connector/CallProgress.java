/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.sipconnector.api.ConnectorClosedException;
import org.sipconnector.api.ConnectorOverloadedException;
import org.sipconnector.api.ManagerUnavailableException;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.subscription.ConnectorEvents;
import org.sipconnector.api.subscription.Subscription;

/** Leads the progress events of one call to a listener, until the call is over. */
final class CallProgress {

    private final String call = UUID.randomUUID().toString();
    private final CallProgressListener listener;
    private final AtomicReference<Subscription> subscription = new AtomicReference<>();
    private volatile boolean begunToTell;
    private boolean failed;

    private CallProgress(CallProgressListener listener) {
        this.listener = listener;
    }

    static CallProgress of(CallProgressListener listener) {
        return new CallProgress(listener);
    }

    /** Listens before it begins the call, and ends at once when the call could not even be begun. */
    CompletionStage<PeerId> follow(ConnectorEvents events, Function<String, CompletionStage<PeerId>> begin) {
        subscription.set(events.on(CallProgressEvent.class, this::tell, listener));
        CompletionStage<PeerId> begun = begin.apply(call);
        begun.whenComplete((peer, error) -> {
            if (neverBegun(error) || givenUp(error) && !begunToTell) {
                end();
            }
        });
        return begun;
    }

    private static boolean neverBegun(Throwable error) {
        return error instanceof ManagerUnavailableException || error instanceof ConnectorOverloadedException
                || error instanceof ConnectorClosedException;
    }

    /** By the client itself; a call whose turn had come by then goes on, and is told. */
    private static boolean givenUp(Throwable error) {
        return error instanceof CancellationException || error instanceof TimeoutException;
    }

    private void tell(CallProgressEvent event) {
        if (!event.call().equals(call)) {
            return;
        }
        begunToTell = true;
        if (event instanceof CallProgressEvent.Before before) {
            listener.onBeforeProgressCall(before.number());
        } else if (event instanceof CallProgressEvent.EnteredPurgatory) {
            listener.onEnterPurgatory();
        } else if (event instanceof CallProgressEvent.EnteredConference entered) {
            listener.onEnterConference(entered.successful());
        } else if (event instanceof CallProgressEvent.Succeeded succeeded) {
            listener.onSuccessProgressCall(succeeded.purgatory());
        } else if (event instanceof CallProgressEvent.Failed fail) {
            failed = true;
            listener.onFailProgressCall(fail.reason());
        } else if (event instanceof CallProgressEvent.Finished) {
            endIf(failed);
            listener.onFinishProgressCall();
        } else if (event instanceof CallProgressEvent.Ended) {
            end();
            listener.onEndedCall();
        }
    }

    private void endIf(boolean over) {
        if (over) {
            end();
        }
    }

    private void end() {
        Subscription open = subscription.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }
}
