/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Updates and rollbacks of managers and of the kernel itself: the bundles they bring, those that are kept to go back to,
 * and those that must go. It uses connectors, code, timers, and the journal's names of managers.
 */
package org.sipconnector.kernel.internal.update;
