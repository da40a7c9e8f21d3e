/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Connectors, their identity and configuration, and what every event and error has in common.
 *
 * <p>What holds in all packages of this API unless a comment says otherwise:
 * <ul>
 * <li>Nothing is null that is not marked {@link org.jspecify.annotations.Nullable}: no parameter, no component of a record, no
 * result. What may be absent is an {@link java.util.Optional}.
 * <li>Services may be called from any thread and never block. Operations return a
 * {@link java.util.concurrent.CompletionStage} that completes on a thread for clients ({@code sip-connector-client-N},
 * a small pool that all connectors share) or, when it is done already, on the caller's; never on a connector's lane. What
 * is chained to it must not block long; it may call any operation.
 * <li>Stages fail with a {@link org.sipconnector.api.SipConnectorException} of a type that says what happened, or with
 * {@link java.lang.IllegalArgumentException} for a wrong argument.
 * <li>Times are {@link java.time.Duration} and {@link java.time.Instant}; a number's comment says its unit.
 * <li>Records do not change and are equal when their components are; builders belong to one thread.
 * </ul>
 */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
