/** 简体中文。Every text of the playground and the lessons in Chinese; see `en.ts`. */
import { html } from 'lit';
import { count } from '../format';
import type { Messages } from './en';

export const zh: Messages = {
  top: {
    intro: html`两个脉冲神经网络并排学习同一批事件数据：<b class="a">A</b> 的发放阈值固定不变，<b class="b">B</b>
      在训练权重的同时也训练阈值。`,
    keys: '快捷键',
    speed: '速度',
    measureSpeed: '速度：在此测量',
    theme: '浅色或深色',
    useLight: '使用浅色',
    useDark: '使用深色',
    language: '语言',
    dropHere: '将 N-MNIST 文件、文件夹、zip 或数据包拖放到此处',
  },

  data: {
    title: '数据',
    tipAbout: '事件',
    tip: html`事件相机没有帧。像素变亮（ON）或变暗（OFF）时就发出一个事件。相机在每个数字上做三次微小的跳动；播放速度放慢到十分之一。`,
    pause: '暂停播放',
    play: '播放记录',
    time: '记录中的时间',
    part: '数据的哪一部分',
    parts: { test: '测试', train: '训练', unlabelled: '文件' },
    place: (shown, size) => `第 ${count(shown)} 个，共 ${count(size)} 个`,
    previous: '上一个样本',
    next: '下一个样本',
    builtin: '内置数字',
    sizes: (train, test) => `${count(train)} 个训练样本，${count(test)} 个测试样本`,
    unlabelled: (files) =>
      `${count(files)} 个文件不在以数字命名的文件夹中：只显示和分类，不参与训练。`,
    reading: (what, percent, secondsLeft) =>
      `正在读取 ${what}：${percent} %${secondsLeft > 0 ? `，大约还需 ${secondsLeft} 秒` : ''}`,
    readingLabel: '正在读取数据',
    cancel: '取消',
    dropOrChoose: '把您自己的 N-MNIST 文件或数据包拖放到任意位置，或选择：',
    files: '文件',
    folder: '文件夹',
    useBuiltin: '内置',
    goesOn: '实验继续使用原来的数据。',
    dismiss: '关闭',
    remarks: (remarks) => `关于文件的 ${count(remarks)} 条说明`,
    classes: '类别',
    all: '全部',
    events: (events, duration) => `${count(events)} 个事件，历时 ${duration}`,
    noRecording: '还没有记录。',
    recording: (label, events, on, duration) =>
      `类别 ${label} 的记录：${count(events)} 个事件，其中 ON ${count(on)} 个、OFF ${count(events - on)} 个，历时 ${duration}。`,
  },
};
