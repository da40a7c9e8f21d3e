/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.subscription;

/** What keeps a handler subscribed. Closing it again has no effect; an event being delivered may still arrive. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    @Override
    void close();
}
