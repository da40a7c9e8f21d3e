/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.connection.ConnectOptions;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.GivenParameters;

/**
 * What the auto connector connects with.
 *
 * @param parameters asked before every attempt and every check of the server; must return its stage at once
 * @param options    used with every attempt
 */
public record AutoConnectorParameters(Supplier<CompletionStage<ConnectionParameters>> parameters,
        ConnectOptions options) {

    public static AutoConnectorParameters of(Supplier<CompletionStage<ConnectionParameters>> parameters) {
        return new AutoConnectorParameters(parameters, ConnectOptions.STANDARD);
    }

    /** The same parameters each time. */
    public static AutoConnectorParameters of(ConnectionParameters parameters) {
        return of(new GivenParameters(parameters));
    }
}
