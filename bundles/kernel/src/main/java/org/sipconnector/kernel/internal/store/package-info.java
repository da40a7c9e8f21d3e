/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Connectors beyond their process: what is left of them as bytes, and how the next process goes on with it. It may use every
 * package but {@code connectors} and {@code update}.
 */
package org.sipconnector.kernel.internal.store;
