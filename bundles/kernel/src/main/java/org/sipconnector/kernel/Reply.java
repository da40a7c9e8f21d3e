/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A promise to a client, owned by the kernel. Its id is data and finds it again after a replacement. */
@ProviderType
public interface Reply<T> extends CompletionStage<T> {

    ReplyId<T> id();

    /** Fulfils the promise; false when it was settled before. */
    boolean complete(@Nullable T value);

    /** Breaks the promise; without effect when it was settled before. */
    void fail(Throwable error);

    /** Fulfils or breaks the promise as the outcome was. */
    default void settle(Outcome<? extends T> outcome) {
        Throwable error = outcome.error();
        if (error == null) {
            complete(outcome.value());
        } else {
            fail(error);
        }
    }
}
