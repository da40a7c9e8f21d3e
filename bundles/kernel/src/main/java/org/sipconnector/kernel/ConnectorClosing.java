/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import org.sipconnector.api.Event;

/**
 * The connector closes: the last that its managers hear. Foundations have been told to end what they have, open promises fail next,
 * and what a manager publishes or asks for now has no effect any more.
 */
public record ConnectorClosing() implements Event {}
