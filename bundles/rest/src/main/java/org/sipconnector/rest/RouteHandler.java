/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.concurrent.CompletionStage;

/** Does what a route is for. Called by threads of the HTTP service; takes no time itself. */
@FunctionalInterface
interface RouteHandler {

    /** @throws ProblemException when the request cannot be done */
    CompletionStage<RestAnswer> handle(RestRequest request);
}
