/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** What is told to those who watch many nodes: an SPI of the kernel and of the bundle {@code metrics}. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.spi.metrics;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
