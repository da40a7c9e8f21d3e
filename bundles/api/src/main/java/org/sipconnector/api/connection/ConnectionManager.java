/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.HasSnapshot;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/**
 * Owns the connector's SIP user agent: connects with a bounded number of attempts, registers, disconnects, probes. It
 * never connects by itself; who keeps a connector connected is the auto connector, and a transport lost after it was
 * open is opened again by the SIP foundation. May be called from any thread; stages complete on a thread for clients.
 */
@ProviderType
public interface ConnectionManager extends HasSnapshot<ConnectionSnapshot> {

    @Override
    ConnectionSnapshot snapshot();

    /** Connects with the parameters the connector was configured with. */
    CompletionStage<ConnectionConfiguration> connect();

    /** Connects with these parameters; see {@link #connect(Supplier, ConnectOptions)}. */
    CompletionStage<ConnectionConfiguration> connect(ConnectionParameters parameters, ConnectOptions options);

    /**
     * Disconnects, then connects anew. A connect that still runs is canceled. Afterwards the connection is either
     * established or idle. Fails with
     * <ul>
     * <li>{@link NotReadyForConnectionException} when the options' predicate says no,
     * <li>whatever the supplier fails with,
     * <li>{@link org.sipconnector.api.InvalidConfigurationException} naming the parameter at fault,
     * <li>{@link RegistrationFailedException} when the server refuses the account,
     * <li>{@link DisconnectedException} when the transport closes before the registration is there,
     * <li>{@link ConnectionLimitException} when the server could not be reached at any attempt,
     * <li>{@link ConnectionCanceledException} when another connect or a disconnect came in between.
     * </ul>
     *
     * @param parameters asked once, on the lane; must return its stage at once
     */
    CompletionStage<ConnectionConfiguration> connect(Supplier<CompletionStage<ConnectionParameters>> parameters,
            ConnectOptions options);

    /** Cancels a connect and closes the connection. Done within 5 s whatever the server does, at once when idle. */
    CompletionStage<Void> disconnect();

    /** Sends REGISTER, also when already registered. Fails with {@link RegistrationFailedException}. */
    CompletionStage<ConnectionEvent.Registered> register();

    /** Ends the registration; at once when there is none. Fails only without a user agent. */
    CompletionStage<ConnectionEvent.Unregistered> unregister();

    /** {@link #unregister()}, whatever comes of it, then {@link #register()}. */
    CompletionStage<ConnectionEvent.Registered> tryRegister();

    /**
     * Sends OPTIONS and gives the 2xx. Fails with {@link RequestFailedException} or {@link NoUserAgentException}.
     *
     * @param target a SIP URI
     */
    CompletionStage<SipAnswer> sendOptions(String target, Optional<SipBody> body, List<Header> headers);

    default CompletionStage<SipAnswer> sendOptions(String target) {
        return sendOptions(target, Optional.empty(), List.of());
    }

    /** {@link #sendOptions} to the own address, given up after 10 s. */
    CompletionStage<SipAnswer> ping(Optional<SipBody> body, List<Header> headers);

    default CompletionStage<SipAnswer> ping() {
        return ping(Optional.empty(), List.of());
    }

    /**
     * Whether the server can be reached: opens and closes a transport of its own, as a guest, within 10 s. Fails with
     * {@link TelephonyNotAvailableException}.
     */
    CompletionStage<Void> checkTelephony(ConnectionParameters parameters);

    /** {@link #checkTelephony(ConnectionParameters)} of the server the connector was configured with. */
    CompletionStage<Void> checkTelephony();

    /** The address of a user at the server; the id itself before the first connect. */
    default String uri(String user) {
        return snapshot().domain().map(domain -> "sip:" + user + "@" + domain).orElse(user);
    }

    default boolean isConfigured() {
        return snapshot().userAgent().isPresent();
    }

    default boolean isRegistered() {
        return snapshot().registered();
    }
}
