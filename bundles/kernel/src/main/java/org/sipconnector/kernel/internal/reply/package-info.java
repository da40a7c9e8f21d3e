/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Promises of a lane for the operations of its managers: found again by id, and settled once. It uses no other package of
 * the kernel.
 */
package org.sipconnector.kernel.internal.reply;
