/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One connector's lane: its mailbox, its managers' places, how a message goes through them, and how code comes and goes
 * between two messages. It uses the journal, promises, stand-ins, states and timers, and knows neither which code is
 * installed nor where connectors come from.
 */
package org.sipconnector.kernel.internal.lane;
