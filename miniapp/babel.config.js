module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5', useBuiltIns: false }]],
  plugins: [
    './config/light-shared.js',
    [
      'import',
      {
        libraryName: '@nutui/nutui-react-taro',
        customName: (name) => `@nutui/nutui-react-taro/dist/es/packages/${name.toLowerCase()}`,
        camel2DashComponentName: false,
        style: (name) => `${name}/style/css`,
      },
      'nutui',
    ],
  ],
}
