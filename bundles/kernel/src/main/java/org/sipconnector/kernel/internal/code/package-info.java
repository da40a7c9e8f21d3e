/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Which versions of managers' code are installed, which of them is at work, and how all lanes are switched from one to
 * another. It uses replays, lanes and names of managers, and no connector.
 */
package org.sipconnector.kernel.internal.code;
